"""The master a deck is built on: a city's own .pptx, or a plain one of ours.

A city's master is data/profiles/<city>/deck.pptx. Of its layouts those called "Paceboard cover" (封面) and
"Paceboard content" (内容) are used; in them the title, and the placeholders called "source" (来源),
"body" (正文: parts go where it stands) and, where sample data is marked, "mark" (标记).
What is missing is replaced by our own place for it, and said in words.
"""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Inches

from paceboard.exports.ink import Box
from paceboard.profiles import ROOT, Profile
from paceboard.text import Words

FOLDER = ROOT / "data" / "profiles"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
EDGE = Inches(0.55)
PANEL = Inches(0.08)  # around what stands on a ground of our own
TITLE = 4400  # hundredths of a point: titles where a master says nothing of them
LAYOUTS = {"cover": ("paceboard cover", "封面"), "content": ("paceboard content", "内容")}
PLACES = {"source": ("source", "来源"), "body": ("body", "正文"), "mark": ("mark", "标记")}
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


@dataclass(frozen=True)
class Master:
    """An open deck without slides, its layouts, and whether it is a city's own."""

    deck: Deck
    cover: SlideLayout
    content: SlideLayout
    is_own: bool

    @property
    def width(self) -> int:
        """Return the width of a slide, in EMU."""
        return self.deck.slide_width

    def body(self) -> Box:
        """Return where parts stand: the placeholder for it, else the slide between title and source line."""
        found = place(self.content, "body")
        if found is not None:
            return Box(found.left, found.top, found.width, found.height)
        usual, title = body(self.width, self.deck.slide_height), _title(self.content)
        if not self.is_own or title is None:
            return usual
        top = max(usual.y, title.top + title.height)
        return Box(usual.x, top, usual.width, usual.y + usual.height - top)

    def panel(self) -> Box | None:
        """Return what lies behind parts and source line where a city's master keeps no place for them."""
        if not self.is_own or place(self.content, "body") is not None:
            return None
        box = self.body()
        return Box(0, box.y - PANEL, self.width, self.deck.slide_height - box.y + PANEL)

    def title_size(self, layout: SlideLayout) -> int:
        """Return the size of a layout's titles in points: its own, else that of the master."""
        title = _title(layout)
        own = title._element.iter(qn("a:defRPr")) if title is not None else ()
        styles = layout.slide_master._element.iter(qn("p:titleStyle"))
        of_master = (found for style in styles for found in style.iter(qn("a:defRPr")))
        sizes = (int(found.get("sz")) for found in (*own, *of_master) if found.get("sz"))
        return next(sizes, TITLE) // 100


def body(width: int, height: int) -> Box:
    """Return where parts stand on a slide of that size, between title and source line."""
    scale = height / HEIGHT
    return Box(EDGE, int(Inches(1.28) * scale), width - 2 * EDGE, int(Inches(5.55) * scale))


def path(profile: Profile, folder: Path = FOLDER) -> Path:
    """Return where a city's own master is looked for."""
    return folder / profile.id / "deck.pptx"


def load(profile: Profile, folder: Path = FOLDER) -> Master:
    """Return the master of a city. Raises ValueError where its file is no .pptx."""
    own = path(profile, folder)
    if not own.is_file():
        deck = Presentation()
        deck.slide_width, deck.slide_height = WIDTH, HEIGHT
        return Master(deck, deck.slide_layouts[5], deck.slide_layouts[5], is_own=False)
    try:
        deck = Presentation(own)
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as wrong:
        raise ValueError(
            f"{own} is no .pptx file that can be opened; save it again from PowerPoint"
        ) from wrong
    _empty(deck)
    layouts = {name: _layout(deck, name) or _fallback(deck, name) for name in LAYOUTS}
    return Master(deck, layouts["cover"], layouts["content"], is_own=True)


def missing(profile: Profile, words: Words, folder: Path = FOLDER) -> list[str]:
    """Return in words what a city's master lacks and what stands in its place; nothing without a master."""
    own = path(profile, folder)
    if not own.is_file():
        return []
    master = load(profile, folder)
    said = [
        words(
            "template.no_layout",
            file=own.name,
            layout=LAYOUTS[name][0],
            used=_fallback(master.deck, name).name,
        )
        for name in LAYOUTS
        if _layout(master.deck, name) is None
    ]
    for layout in dict.fromkeys((master.cover.name, master.content.name)):
        if _title(next(one for one in (master.cover, master.content) if one.name == layout)) is None:
            said.append(words("template.no_title", file=own.name, layout=layout))
    wanted = ("source", "body", *(["mark"] if profile.sample else []))
    lacking = [name for name in wanted if place(master.content, name) is None]
    said += [words(f"template.no_{name}", file=own.name, layout=master.content.name) for name in lacking]
    return said


def place(holder: Slide | SlideLayout, name: str) -> object | None:
    """Return the placeholder of a layout or slide that goes by that name, None where there is none."""
    return next((p for p in holder.placeholders if _is_called(p.name, PLACES[name])), None)


def _is_called(name: str, wanted: tuple[str, ...]) -> bool:
    """Say whether a name is one of those wanted; PowerPoint adds a number of its own ("source 3")."""
    bare = name.strip().lower().rstrip("0123456789 ")
    return bare in wanted


def _layout(deck: Deck, name: str) -> SlideLayout | None:
    return next((layout for layout in deck.slide_layouts if _is_called(layout.name, LAYOUTS[name])), None)


def subtitle(slide: Slide) -> object | None:
    """Return where a cover of a foreign master says what stands beneath its title, None where it has none."""
    kinds = ((p, p.placeholder_format.type) for p in slide.placeholders)
    return next((p for p, kind in kinds if kind == PP_PLACEHOLDER.SUBTITLE), None)


def _title(layout: SlideLayout) -> object | None:
    return next((p for p in layout.placeholders if p.placeholder_format.type in TITLES), None)


def _fallback(deck: Deck, name: str) -> SlideLayout:
    """Return the layout that stands for a missing one: for a cover one with a subtitle."""
    covers = (one for one in deck.slide_layouts if _title(one) is not None and subtitle(one) is not None)
    return (next(covers, None) if name == "cover" else None) or _titled(deck)


def _titled(deck: Deck) -> SlideLayout:
    """Return the layout with a title and least else: the nearest to what is wanted."""
    with_title = [
        layout
        for layout in deck.slide_layouts
        if any(p.placeholder_format.type in TITLES for p in layout.placeholders)
    ]
    return min(with_title or deck.slide_layouts, key=lambda layout: len(layout.placeholders))


def _empty(deck: Deck) -> None:
    """Take out the slides that a master was saved with."""
    listed = deck.slides._sldIdLst  # there is no public way to remove a slide
    for entry in list(listed):
        deck.part.drop_rel(entry.rId)
        listed.remove(entry)
