"""The markers of pace states as small drawings: the same shapes on both maps, in legends and in lists."""

import base64

from paceboard import theme

SIDE = 64
# plotly's marker names, drawn in a square of 64.
PATHS = {
    "square": "M10 10 H54 V54 H10 Z",
    "circle": "M32 6 A26 26 0 1 1 31.9 6 Z",
    "circle-open": "M32 6 A26 26 0 1 1 31.9 6 Z",
    "hexagon": "M32 4 L57 18 V46 L32 60 L7 46 V18 Z",
    "triangle-down": "M4 10 H60 L32 60 Z",
    "diamond": "M32 2 L62 32 L32 62 L2 32 Z",
    "x": "M18 4 L32 18 L46 4 L60 18 L46 32 L60 46 L46 60 L32 46 L18 60 L4 46 L18 32 L4 18 Z",
    "cross": "M22 4 H42 V22 H60 V42 H42 V60 H22 V42 H4 V22 H22 Z",
}


def is_hollow(symbol: str) -> bool:
    """Say whether a marker is an outline."""
    return symbol.endswith("-open")


def _drawn(state: theme.State, *, halo: str, place: int = 0) -> str:
    colours = f'fill="{state.colour}" stroke="{halo}" stroke-width="4"'
    if is_hollow(state.symbol):
        colours = f'fill="{halo}" stroke="{state.colour}" stroke-width="9"'
    path = f'<path d="{PATHS[state.symbol]}" {colours} stroke-linejoin="round"/>'
    return f'<g transform="translate({place * SIDE + 4} 4) scale(.875)">{path}</g>'


def _address(body: str, *, width: int, height: int, box: str) -> str:
    """Return SVG as a data address, which needs no server and no internet."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{box}">'
    return "data:image/svg+xml;base64," + base64.b64encode(f"{head}{body}</svg>".encode()).decode()


def atlas(mode: str) -> tuple[str, dict[str, dict]]:
    """Return one picture with the markers of all states side by side, and where each lies in it."""
    looks, halo = theme.states(mode), theme.palette(mode).background
    body = "".join(_drawn(look, halo=halo, place=i) for i, look in enumerate(looks.values()))
    width = SIDE * len(looks)
    places = {id_: {"x": i * SIDE, "y": 0, "width": SIDE, "height": SIDE} for i, id_ in enumerate(looks)}
    return _address(body, width=width, height=SIDE, box=f"0 0 {width} {SIDE}"), places


def icon(state_id: str, mode: str) -> str:
    """Return the marker of one state as a picture of 16 pixels. Raises KeyError for an unknown state."""
    body = _drawn(theme.states(mode)[state_id], halo=theme.palette(mode).background)
    return _address(body, width=16, height=16, box=f"0 0 {SIDE} {SIDE}")


def ramp(steps: list[str]) -> str:
    """Return the steps of a colour scale, lowest first, as a picture one line of text high."""
    bars = "".join(f'<rect x="{i * 24}" width="24" height="12" fill="{c}"/>' for i, c in enumerate(steps))
    width = 24 * len(steps)
    return _address(bars, width=width, height=12, box=f"0 0 {width} 12")
