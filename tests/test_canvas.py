"""Figures as pages send them: plain until somebody looks into them, and the same afterwards."""

import copy
import json

import plotly.graph_objects as go

from paceboard import canvas

LAYOUT = {"template": {"layout": {}}, "height": 400, "meta": {"title": "t"}}


def drawn() -> canvas.Picture:
    """One bar of two values."""
    return canvas.figure([{"type": "bar", "x": ["a", "b"], "y": [1.5, None]}], LAYOUT)


def test_a_figure_is_the_same_before_and_after_a_look_into_it():
    figure = drawn()
    sent = json.loads(figure.to_json())
    assert figure.data[0].y == (1.5, None)
    assert json.loads(figure.to_json()) == sent


def test_what_is_changed_in_a_figure_is_sent():
    figure = drawn()
    figure.update_layout(height=900)
    assert figure.to_dict()["layout"]["height"] == 900
    assert drawn().to_dict()["layout"]["height"] == 400


def test_a_figure_can_be_copied_and_checked():
    copied = copy.deepcopy(drawn())
    assert copied.to_dict()["layout"]["meta"] == {"title": "t"}
    assert go.Figure(drawn()).data[0].x == ("a", "b")


def test_a_place_narrower_than_a_letter_takes_a_letter_a_line():
    assert canvas.wrapped("产业园区", 3, 12) == ["产", "业", "园", "区"]
