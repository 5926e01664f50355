"""Deck: the charts and tables that a reader put aside, in order, as one deck."""

from paceboard import binder, ui

binder.place(ui.view())
