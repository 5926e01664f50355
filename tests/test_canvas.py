"""Figures as pages send them: plain until somebody looks into them, and the same afterwards."""

import copy
import json
from decimal import Decimal

import plotly.graph_objects as go
import plotly.io as pio

from paceboard import canvas, figures

LAYOUT = {"template": {"layout": {}}, "height": 400, "meta": {"title": "t"}}


def drawn() -> figures.Picture:
    """One bar of two values."""
    return figures.figure([{"type": "bar", "x": ["a", "b"], "y": [1.5, None]}], LAYOUT)


def test_a_figure_is_the_same_before_and_after_a_look_into_it():
    figure = drawn()
    sent = json.loads(figure.to_json())
    assert figure.data[0].y == (1.5, None)
    assert json.loads(figure.to_json()) == sent


def test_a_figure_is_sent_as_its_chart_made_it_whatever_is_done_to_its_objects():
    figure = drawn()
    figure.update_layout(height=900)
    assert figure.to_dict()["layout"]["height"] == 400
    assert json.loads(pio.to_json(figure.sent, validate=False))["layout"]["height"] == 400


def test_what_a_page_sends_is_what_plotly_would_write():
    plain = {"x": [Decimal("1.50"), None, float("nan")], "text": ["<b>甲</b>", "", "a"], "type": "bar"}
    figure = figures.figure([plain], LAYOUT | {"template": go.layout.Template(layout={"height": 300})})
    written = pio.to_json(figure.sent, validate=False)
    assert json.loads(written) == json.loads(go.Figure(figure).to_json(validate=False, engine="json"))
    assert "<" not in written


def test_a_figure_can_be_copied_and_checked():
    copied = copy.deepcopy(drawn())
    assert copied.to_dict()["layout"]["meta"] == {"title": "t"}
    assert go.Figure(drawn()).data[0].x == ("a", "b")


def test_a_place_narrower_than_a_letter_takes_a_letter_a_line():
    assert canvas.wrapped("产业园区", 3, 12) == ["产", "业", "园", "区"]
