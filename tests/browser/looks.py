"""What every page looks like, kept as blocks; `python tests/browser/looks.py` keeps what was seen last.

A picture is kept as the mean colour of blocks of 24 x 24 pixels: small, and another font moves it little. A
chart that is gone, a column that slipped, a theme that broke move it much. What the tests saw last lies in
.cache/looks, whole and, once kept, side by side on sheets for the eye.
"""

import io
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

KEPT = Path(__file__).parent / "looks"
SEEN = Path(__file__).resolve().parents[2] / ".cache" / "looks"
BLOCK, LEVELS = 24, 8  # pixels a side; a level of brightness is worth so much of 256
# A block has changed when a colour of it moved by so much; so large a part of the picture may.
MOVED, SHARE = 40, 0.06
SHEET, ABREAST = 640, 3


def blocks(shot: bytes) -> Image.Image:
    """Return a screenshot as the mean colours of its blocks."""
    whole = Image.open(io.BytesIO(shot)).convert("RGB")
    small = whole.resize((-(-whole.width // BLOCK), -(-whole.height // BLOCK)), Image.Resampling.BOX)
    return small.point([level // LEVELS * LEVELS + LEVELS // 2 for level in range(256)] * 3)


def changed(one: Image.Image, other: Image.Image) -> float:
    """Return which part of the blocks, 0..1, has changed; 1 where the pictures differ in size."""
    if one.size != other.size:
        return 1.0
    worst = ImageChops.difference(one, other).convert("RGB").split()
    most = ImageChops.lighter(ImageChops.lighter(worst[0], worst[1]), worst[2])
    return sum(most.histogram()[MOVED:]) / (one.width * one.height)


def differs(name: str, shot: bytes) -> str:
    """Return "" where a page looks as it is kept, else what to do about it."""
    SEEN.mkdir(parents=True, exist_ok=True)
    (SEEN / f"{name}.png").write_bytes(shot)
    kept = KEPT / f"{name}.png"
    if not kept.exists():
        return f"{name} was never looked at: python tests/browser/looks.py"
    share = changed(blocks(shot), Image.open(kept).convert("RGB"))
    if share <= SHARE:
        return ""
    return f"{name}: {share:.0%} of it changed; see .cache/looks, then python tests/browser/looks.py {name}"


def sheet(names: list[str], target: Path) -> None:
    """Put whole pictures side by side on one sheet, for the eye."""
    shots = [Image.open(SEEN / f"{name}.png").convert("RGB") for name in names]
    height = max(SHEET * shot.height // shot.width for shot in shots) + 16
    board = Image.new("RGB", (ABREAST * (SHEET + 8), -(-len(shots) // ABREAST) * height), "gray")
    for number, (name, shot) in enumerate(zip(names, shots, strict=True)):
        at = number % ABREAST * (SHEET + 8), number // ABREAST * height
        board.paste(shot.resize((SHEET, SHEET * shot.height // shot.width)), (at[0], at[1] + 14))
        ImageDraw.Draw(board).text(at, name, fill="white")
    board.save(target)


def keep(wanted: list[str]) -> None:
    """Keep what was seen last as how pages are to look: all of it, or the pages wanted."""
    seen = sorted(path.stem for path in SEEN.glob("*-*.png"))
    KEPT.mkdir(exist_ok=True)
    for name in seen:
        if not wanted or name in wanted:
            blocks((SEEN / f"{name}.png").read_bytes()).save(KEPT / f"{name}.png", optimize=True)
    for kind in sorted({name.split("-", 1)[1] for name in seen}):
        sheet([name for name in seen if name.endswith(f"-{kind}")], SEEN / f"sheet_{kind}.png")


if __name__ == "__main__":
    keep(sys.argv[1:])
