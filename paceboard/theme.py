"""Colours, fonts and marker shapes, read from where alone they are written: config.toml and wall.toml."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from paceboard.profiles import ROOT

CONFIG = ROOT / ".streamlit" / "config.toml"
WALL = CONFIG.with_name("wall.toml")
MODES = ("light", "dark", "wall")

# Pace state -> (name of the colour in the config, plotly marker, the same shape as a character).
# Every state has a shape of its own, so that it is told apart without its colour.
STATES = {
    "finished": ("green", "square", "■"),
    "on_pace": ("blue", "circle", "●"),
    "in_progress": ("yellow", "hexagon", "⬢"),
    "behind": ("orange", "triangle-down", "▼"),
    "overdue_start": ("red", "diamond", "◆"),
    "overdue_finish": ("violet", "x", "✖"),
    "not_due": ("gray", "circle-open", "○"),
    "suspended": ("gray", "cross", "✚"),
}
# Shapes that rules of cards may name: plotly marker -> the same shape as a character.
SHAPES = {
    "circle": "●",
    "square": "■",
    "diamond": "◆",
    "triangle-up": "▲",
    "triangle-down": "▼",
    "star": "★",
    "hexagon": "⬢",
    "x": "✖",
    "circle-open": "○",
}


@dataclass(frozen=True)
class State:
    """How one pace state looks: colour "#rrggbb", plotly symbol, the same as a character; word state.<id>."""

    id: str
    colour: str
    symbol: str
    mark: str


@dataclass(frozen=True)
class Palette:
    """The colours ("#rrggbb") of one mode; series continue after actual, plan and time."""

    mode: str
    background: str
    panel: str
    text: str
    muted: str
    border: str
    actual: str
    plan: str
    time: str
    ahead: str
    behind: str
    series: tuple[str, ...]
    sequential: tuple[str, ...]
    diverging: tuple[str, ...]


@cache
def _config() -> dict:
    written = tomllib.loads(CONFIG.read_text("utf-8"))["theme"]
    return written | {"wall": written["dark"] | tomllib.loads(WALL.read_text("utf-8"))}


def font() -> str:
    """Return the font stack, Chinese system fonts first."""
    return _config()["font"]


def office_font() -> str:
    """Return the first font of the stack, for slides and workbooks, which take one name."""
    return font().split(",")[0].strip().strip('"')


@cache
def palette(mode: str) -> Palette:
    """Return the colours of "light", "dark" or "wall". Raises KeyError for another mode."""
    row = _config()[mode]
    series = tuple(row["chartCategoricalColors"])
    return Palette(
        mode=mode,
        background=row["backgroundColor"],
        panel=row["secondaryBackgroundColor"],
        text=row["textColor"],
        muted=row["grayTextColor"],
        border=row["borderColor"],
        actual=series[0],
        plan=series[1],
        time=series[2],
        ahead=row["blueColor"],
        behind=row["orangeColor"],
        series=series,
        sequential=tuple(row["chartSequentialColors"]),
        diverging=tuple(row["chartDivergingColors"]),
    )


def every(mode: str) -> tuple[str, ...]:
    """Return all colours ("#RRGGBB") of a mode, in the same order in every mode."""
    row = _config()[mode]
    plain = [row[name] for name in sorted(_config()["light"]) if isinstance(row.get(name), str)]
    lists = [row[name] for name in sorted(_config()["light"]) if isinstance(row.get(name), list)]
    return tuple(colour.upper() for colour in [*plain, *(one for colours in lists for one in colours)])


@cache
def states(mode: str) -> dict[str, State]:
    """Return how each pace state looks, in the order that legends list them."""
    row = _config()[mode]
    return {
        id_: State(id_, row[f"{name}Color"], symbol, mark) for id_, (name, symbol, mark) in STATES.items()
    }


def hue(name: str, mode: str) -> str:
    """Return the colour of a name (green, red, ...) in one mode. Raises KeyError for another name."""
    return _config()[mode][f"{name}Color"]


def rgb(colour: str, alpha: int = 255) -> list[int]:
    """Return "#rrggbb" as [red, green, blue, alpha], 0..255, as map layers take it."""
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)] + [alpha]


def rgba(colour: str, alpha: float) -> str:
    """Return "#rrggbb" with an opacity 0..1 as "rgba(...)"."""
    red, green, blue, _ = rgb(colour)
    return f"rgba({red},{green},{blue},{alpha:g})"


def mixed(colour: str, other: str, part: float) -> str:
    """Return "#rrggbb" mixed with another colour, of which it takes the part 0..1."""
    pairs = zip(rgb(colour)[:3], rgb(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)


def between(steps: Sequence[str], part: float) -> str:
    """Return the colour "#rrggbb" at a part 0..1 of a scale of colours, as plotly mixes them."""
    place = min(max(part, 0.0), 1.0) * (len(steps) - 1)
    low = min(int(place), len(steps) - 2)
    return mixed(steps[low], steps[low + 1], place - low)


def readable(fill: str) -> str:
    """Return the colour of words on a fill "#rrggbb": dark or white, whichever stands out more."""
    dark, white = palette("light").text, palette("light").background
    return max((dark, white), key=lambda ink: _contrast(ink, fill))


def _contrast(one: str, other: str) -> float:
    """Return how much two colours differ in light, 1 to 21 (WCAG)."""
    low, high = sorted(map(_light, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = [part / 255 for part in rgb(colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _axis(colours: Palette) -> dict:
    return {
        "gridcolor": colours.border,
        "linecolor": colours.border,
        "zerolinecolor": colours.border,
        "tickfont": {"color": colours.muted},
        "title": {"font": {"color": colours.muted}},
        "automargin": True,
    }


@cache
def template(mode: str) -> dict:
    """Return the plotly template of one mode: fonts, colours, light grid, no legend (not to be changed)."""
    colours = palette(mode)
    layout = {
        "font": {"family": font(), "size": 14, "color": colours.text},
        "paper_bgcolor": colours.background,
        "plot_bgcolor": colours.background,
        "colorway": list(colours.series),
        "xaxis": _axis(colours) | {"showgrid": False, "zeroline": False, "ticks": ""},
        "yaxis": _axis(colours) | {"showline": False, "zeroline": True},
        "hoverlabel": {
            "bgcolor": colours.panel,
            "bordercolor": colours.border,
            "font": {"family": font(), "size": 14, "color": colours.text},
            "align": "left",
        },
        "showlegend": False,
        "separators": ".,",
    }
    if mode == "wall":
        # Enlarged by the browser, labels at the edge would seem to plotly to stand outside, and vanish.
        for axis in ("xaxis", "yaxis"):
            layout[axis]["ticklabeloverflow"] = "allow"
    return {"layout": layout}
