"""Opens a page of the real app without a browser."""

import json
from collections.abc import Iterable
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT

# Each run of AppTest begins a server's life anew and reads what every installed package says of itself: more
# work than the page. Packages do not change while tests run.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

# The month to look at in each city.
CITIES = {
    "chengdu": "2019-09",
    "suqian": "2022-07",
    "qianan": "2022-07",
    "zhenjiang": "2023-12",
    "binzhou": "2020-05",
}
SCRIPTS = {path.stem: path for path in (ROOT / "pages").glob("*/*.py")}


def visit(home, patch: pytest.MonkeyPatch, page: str, **address: str) -> AppTest:
    """Run a page (its name in the address) inside app.py over the store below home."""
    patch.setenv("PACEBOARD_HOME", str(home))
    patch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(str(SCRIPTS[page])).run()
    assert not app.exception
    assert not app.error
    return app


def said(app: AppTest) -> str:
    """Return every sentence on the page."""
    kinds: Iterable = (app.subheader, app.markdown, app.caption, app.info, app.success, app.error)
    return "\n".join(element.value for kind in kinds for element in kind)


def table(app: AppTest, column: str):
    """Return the first table of the page that has a column of that name."""
    return next(frame.value for frame in app.dataframe if column in frame.value.columns)


def cards(app: AppTest) -> dict[str, str]:
    """Return the headline figures of the page: label -> value."""
    return {card.label: card.value for card in app.metric}


def figures(app: AppTest) -> dict[str, dict]:
    """Return the figures drawn on the page, by the name they are exported under."""
    drawn = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return {figure["layout"]["meta"]["name"]: figure for figure in drawn}
