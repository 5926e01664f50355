"""Returns: who has reported, what did the checks find, and how does a return get in?"""

from functools import partial

import streamlit as st

from paceboard import answers, tables, tray, ui, units, uploads

view = ui.view()
words, lang = view.words, view.lang
look = {"profile": view.profile, "words": words}
month = units.month(view.filters.month, lang)
boxes = {"accepted": st.success, "duplicate": st.info, "refused": st.error}
header = st.container()
left, right = st.columns([3, 2], gap="large")

with right:
    st.markdown(f"**{words('returns.hand_in')}**")
    view.say(words("returns.whole"))
    with st.form("returns_upload", border=False, clear_on_submit=True):
        files = st.file_uploader(
            words("returns.files"), type=list(uploads.SUFFIXES), accept_multiple_files=True
        )
        is_sent = st.form_submit_button(words("returns.send"), type="primary", icon=":material/upload_file:")
    if is_sent and not files:
        view.empty("returns.no_files")
    if is_sent and files:
        handed = [(f.name, f.getvalue()) for f in files]
        tray.start(view.tray, "returns", words("returns.checking"), partial(uploads.take, handed))
        st.rerun()  # the tray stands above, and what follows shows the store with the new returns in it
    if outcome := tray.taken(view.tray, "returns"):
        if outcome.fault:
            st.error(ui.plain(words("returns.fault", fault=outcome.fault)), icon=":material/error:")
        for receipt in outcome.receipts:
            said = [words(f"returns.{receipt.status}", file=receipt.file_name)]
            said += uploads.findings(receipt, lang)
            boxes[receipt.status]("\n- ".join(map(ui.plain, said)))
    st.markdown(f"**{words('returns.template')}**")
    view.say(words("returns.template_note"))
    unit = view.filters.units[0] if view.filters.units else None
    for form, name in uploads.form_names(view.profile, lang).items():
        view.offer(
            words("returns.take_template", form=name),
            make=partial(uploads.blank, form, profile=view.profile, unit_id=unit, month=view.filters.month),
            file_name=words("returns.template_file", form=name, month=month) + ".xlsx",
        )

asked = view.ask("reporting")
with header:
    view.title(words("returns.title", month=month), answers.reporting(asked, teller=view.teller))
with left:
    columns = ("unit_id", "has_reported", "received_at", "is_late", "issue_count")
    shown, config = tables.table(asked, columns=columns, **look)
    view.table(shown, columns=config, name="reporting", height="content")
    view.downloads(asked, name="reporting", title=words("returns.title", month=month))

st.markdown(f"**{words('returns.found', month=month)}**")
issues = view.ask("issues").rename({f"message_{lang}": "message"})
if issues.is_empty():
    view.say(words("returns.none_found"))
else:
    columns = ("severity", "unit_id", "file_name", "sheet", "cell", "message", "status")
    shown, config = tables.table(issues, columns=columns, **look)
    view.table(shown, columns=config, name="issues")
    view.downloads(issues.select(columns), name="issues", title=words("returns.found", month=month))
