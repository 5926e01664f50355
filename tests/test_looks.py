"""What the comparison of pictures notices, and what it lets pass."""

import io

import pytest
from PIL import Image, ImageDraw

from tests.browser import looks

SIZE = (1366, 768)


def shot(*, ground: str = "white", at: int = 60, chart: bool = True, letter: int = 0) -> bytes:
    """A page: ten lines of text as strokes, a chart of bars; letter moves and thickens the strokes."""
    page = Image.new("RGB", SIZE, ground)
    pen = ImageDraw.Draw(page)
    for line in range(10):
        for sign in range(30):
            x = at + sign * 14 + letter
            pen.rectangle((x, 90 + 24 * line, x + 6 + letter, 100 + 24 * line + letter), fill="#1A2633")
    for bar in range(12 if chart else 0):
        pen.rectangle((at, 360 + bar * 30, at + 700 - bar * 40, 380 + bar * 30), fill="#0B4F8A")
    buffer = io.BytesIO()
    page.save(buffer, "png")
    return buffer.getvalue()


def apart(**changes: object) -> float:
    return looks.changed(looks.blocks(shot()), looks.blocks(shot(**changes)))


def test_the_same_page_and_one_in_another_font_look_alike():
    assert apart() == 0
    assert apart(letter=1) <= looks.SHARE


@pytest.mark.parametrize("changes", [{"chart": False}, {"ground": "#0E1621"}, {"at": 160}])
def test_a_chart_that_is_gone_another_theme_and_a_column_that_slipped_are_noticed(changes):
    assert apart(**changes) > looks.SHARE


def test_a_kept_picture_is_small():
    sizes = [path.stat().st_size for path in looks.KEPT.glob("*.png")]
    assert max(sizes) < 15_000
    assert sum(sizes) < 2_000_000
