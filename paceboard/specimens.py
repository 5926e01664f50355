"""The design system as the glossary shows it: colours, states, letters and numbers of every mode."""

from decimal import Decimal
from html import escape

from paceboard import theme, units
from paceboard.profiles import Profile
from paceboard.text import Words

ROLES = ("text", "muted", "actual", "plan", "time", "ahead", "behind")
# What is written so large, as parts of the ordinary letter, and how heavy.
LETTERS = (("question", 1.5, 600), ("figure", 1.9, 600), ("sentence", 1.0, 400), ("caption", 0.875, 400))
AMOUNT, SHARE, GAP, COUNT = Decimal("35680500"), 0.7745, 0.1078, 1105


MODES = theme.MODES


def sheet(mode: str, *, profile: Profile, words: Words) -> str:
    """Return one mode's specimen as HTML: everything on it is drawn as pages, charts and maps draw it."""
    colours = theme.palette(mode)
    parts = (
        ("colours", _colours(colours, words)),
        ("states", _states(mode, words)),
        ("scales", _ramp(colours.sequential) + _ramp(colours.diverging)),
        ("numbers", _numbers(profile, words)),
        ("letters", _letters(profile, words)),
    )
    look = f"background:{colours.background};color:{colours.text};border:1px solid {colours.border};"
    inner = "".join(
        f"<h4 style='{HEAD}'>{escape(words(f'design.{name}'))}</h4>{body}" for name, body in parts
    )
    title = escape(words(f"design.mode_{mode}"))
    return f"<section style='{look}{SHEET}'><h3 style='{TITLE}'>{title}</h3>{inner}</section>"


SHEET = "border-radius:6px;padding:1rem 1.2rem;font-variant-numeric:tabular-nums;"
TITLE = "font-size:1.1rem;margin:0;padding:0;color:inherit;"
HEAD = "font-size:0.95rem;margin:0.9rem 0 0.3rem;padding:0;color:inherit;"
ROW = "display:flex;flex-wrap:wrap;gap:0.3rem 1.1rem;"


def _colours(colours: theme.Palette, words: Words) -> str:
    named = [(role, getattr(colours, role)) for role in ROLES]
    items = [
        f"<span style='white-space:nowrap'><span aria-hidden='true' style='color:{colour}'>■</span> "
        f"{escape(words(f'design.colour_{role}'))} {colour}</span>"
        for role, colour in named
    ]
    return f"<div style='{ROW}'>{''.join(items)}</div>{_ramp(colours.series)}"


def _states(mode: str, words: Words) -> str:
    items = [
        f"<span style='white-space:nowrap'><span aria-hidden='true' style='color:{look.colour}'>{look.mark}"
        f"</span> {escape(words(f'state.{look.id}'))}</span>"
        for look in theme.states(mode).values()
    ]
    return f"<div style='{ROW}'>{''.join(items)}</div>"


def _ramp(steps: tuple[str, ...]) -> str:
    cells = "".join(f"<span style='flex:1;background:{step}'></span>" for step in steps)
    return f"<div aria-hidden='true' style='display:flex;height:0.8rem;margin:0.35rem 0'>{cells}</div>"


def _numbers(profile: Profile, words: Words) -> str:
    shown = {
        "money": units.money(AMOUNT, profile, words.lang),
        "share": units.share(SHARE, profile),
        "gap": f"▲ {words('overview.points', value=units.points(GAP, profile))}",
        "count": units.count(COUNT),
        "absent": units.NOTHING,
    }
    rows = "".join(
        f"<tr><td style='border:0;padding:0 1rem 0 0'>{escape(words(f'design.number_{name}'))}</td>"
        f"<td style='border:0;padding:0;text-align:right'>{escape(value)}</td></tr>"
        for name, value in shown.items()
    )
    return f"<table style='border:0;margin:0'><tbody>{rows}</tbody></table>"


def _letters(profile: Profile, words: Words) -> str:
    said = {name: words(f"design.letter_{name}") for name, *_ in LETTERS if name != "figure"}
    said["figure"] = units.share(SHARE, profile)
    return "".join(
        f"<div style='font-size:{size}rem;font-weight:{weight};line-height:1.4'>{escape(said[name])}</div>"
        for name, size, weight in LETTERS
    )
