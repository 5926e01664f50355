"""Saved views: pages under a name, shared by all who use this Paceboard."""

from paceboard import bookmarks, saving, store, ui, units

view = ui.view()
words = view.words
book = bookmarks.read(store.home())
view.title(words("saved.title"), words("saved.count", count=units.count(len(book.views))))
view.say(words("saved.shared"))
if book.unread:
    view.empty("saved.unread", count=units.count(book.unread), file=book.aside)
if not book.views:
    view.empty("saved.none")
for saved in book.views[::-1]:
    saving.place(view, saved)
