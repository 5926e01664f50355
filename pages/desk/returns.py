"""Returns: who has reported, what did the checks find, and how does a return get in?"""

from dataclasses import replace

import streamlit as st

from paceboard import answers, tables, ui, units, uploads

view = ui.view()
words, lang = view.words, view.lang
look = {"profile": view.profile, "words": words}
month = units.month(view.filters.month, lang)
header = st.container()

with st.container(border=True):
    st.subheader(words("returns.hand_in"), anchor=False)
    with st.form("returns_upload", border=False, clear_on_submit=True):
        files = st.file_uploader(
            words("returns.files"),
            type=list(uploads.SUFFIXES),
            accept_multiple_files=True,
            help=words("returns.whole"),
        )
        sent = st.form_submit_button(words("returns.send"), type="primary", icon=":material/upload_file:")
    if sent and not files:
        view.empty("returns.no_files")
    if sent and files:
        with st.spinner(words("returns.checking")):
            outcome = uploads.take([(f.name, f.getvalue()) for f in files])
        view = replace(view, snapshot=outcome.snapshot or view.snapshot)
        if outcome.fault:
            st.error(ui.plain(words("returns.fault", fault=outcome.fault)), icon=":material/error:")
        for receipt in outcome.receipts:
            said = ui.plain(words(f"returns.{receipt.status}", file=receipt.file_name))
            box = {"accepted": st.success, "duplicate": st.info}.get(receipt.status, st.error)
            box("\n".join([said, *(f"- {ui.plain(line)}" for line in uploads.findings(receipt, lang))]))

with header:
    asked = view.ask("reporting")
    view.title(words("returns.title", month=month), answers.reporting(asked, teller=view.teller))

left, right = st.columns([3, 2], gap="medium")
with left:
    st.subheader(words("returns.who", month=month), anchor=False)
    columns = ("unit_id", "has_reported", "received_at", "is_late", "issue_count")
    shown, config = tables.table(asked, columns=columns, **look)
    view.table(shown, columns=config, name="reporting")
    view.downloads(asked, name="reporting")
with right:
    st.subheader(words("returns.template"), anchor=False)
    view.say(words("returns.template_note"))
    chosen = view.filters.units[0] if view.filters.units else None
    for form, name in uploads.form_names(view.profile, lang).items():
        view.offer(
            words("returns.take_template", form=name),
            make=lambda form=form: uploads.blank(
                form, profile=view.profile, unit_id=chosen, month=view.filters.month
            ),
            file_name=words("returns.template_file", form=name, month=month) + ".xlsx",
        )

st.subheader(words("returns.found", month=month), anchor=False)
issues = view.ask("issues").rename({f"message_{lang}": "message"})
if issues.is_empty():
    view.say(words("returns.none_found"))
else:
    columns = ("severity", "unit_id", "file_name", "sheet", "cell", "message", "status")
    shown, config = tables.table(issues, columns=columns, **look)
    view.table(shown, columns=config, name="issues")
    view.downloads(issues.select(columns), name="issues")
