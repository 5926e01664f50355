"""Takes the picture in README: python tests/browser/picture.py writes data/readme.png from the demo."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser import chromium
from tests.browser.visit import Visit, launch
from tests.conftest import DEMO, ROOT, serving

TARGET = ROOT / "data" / "readme.png"
WIDTH, HEIGHT, COLOURS = 1366, 900, 128


def main() -> None:
    """Open the overview as a first visitor would and keep it as a small picture."""
    path = chromium.find()
    if path is None:
        sys.exit(chromium.MISSING)
    with (
        serving(DEMO) as server,
        sync_playwright() as playwright,
        launch(playwright, path) as browser,
        Visit.begin(browser, server) as visit,
    ):
        visit.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        visit.open("/?city=chengdu&month=2019-08&lang=zh")
        visit.page.wait_for_selector(".js-plotly-plot .main-svg")
        shot = Image.open(io.BytesIO(visit.page.screenshot(animations="disabled")))
    shot.convert("RGB").quantize(COLOURS).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
