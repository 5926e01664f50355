"""Figures as charts make them: plain values, drawn once, sent as JSON."""

import threading
from decimal import Decimal
from functools import cached_property

import orjson
import plotly.graph_objects as go

from paceboard import memo


class Picture(go.Figure):
    """A figure kept as plain dicts; plotly's own objects are made when somebody first looks into it.

    Pages send a figure to the browser and hardly ever look; making and copying those objects takes longer
    than all the rest of a chart. Never to be changed: the same picture stands on the pages of many readers.
    """

    def __init__(self, plain: dict) -> None:
        """Hold data and layout, not to be changed any more."""
        self.__dict__["plain"] = {part: plain[part] for part in ("data", "layout")}
        self.__dict__["lock"] = threading.RLock()

    def __getattr__(self, name: str) -> object:
        """Make plotly's objects when one of them is asked for."""
        if "plain" not in self.__dict__ or "lock" not in self.__dict__:
            raise AttributeError(name)
        with self.lock:
            if "is_made" in self.__dict__ and name not in self.__dict__:
                raise AttributeError(name)
            if "is_made" not in self.__dict__:
                self.__dict__["is_made"] = True
                # Checking each property is left to the tests, which build every chart again with checks.
                super().__init__(**self.plain, _validate=False)
        return getattr(self, name)

    def to_dict(self) -> dict:
        """Return data and layout as the charts made them."""
        return dict(self.plain)

    @cached_property
    def sent(self) -> "Sent":
        """Return the same figure as a page sends it: written as JSON once, whoever looks at it."""
        return Sent(self.plain)


class Sent(go.Figure):
    """A figure that is JSON already, for nothing but sending; its parts cannot be looked at."""

    def __init__(self, plain: dict) -> None:
        """Write data and layout."""
        data = [{key: _json(value) for key, value in trace.items()} for trace in plain["data"]]
        self.__dict__["written"] = {"data": data, "layout": _json(plain["layout"])}

    def to_dict(self) -> dict:
        """Return data and layout as fragments that plotly's own writer puts into its text as they are."""
        return dict(self.written)


def _json(value: object) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS))


def _plain(value: object) -> object:
    """Return what plotly writes for the two kinds of values that JSON does not know."""
    return float(value) if isinstance(value, Decimal) else value.to_plotly_json()


def figure(traces: list[dict], layout_: dict) -> Picture:
    """Return the figure of plain dicts."""
    return Picture({"data": traces, "layout": layout_})


# Every chart is drawn once for the same rows, words and theme.
once = memo.kept(48)
