"""Briefing: the month as a story on a whole screen, scene after scene, for whoever talks beside it."""

from paceboard import stage, stories, ui

view = ui.view()
told = stories.load(ui.folders("briefings", stories.FOLDER))
stage.place(view, told.get(view.address.get("story", [""])[-1]) or next(iter(told.values())))
