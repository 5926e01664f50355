"""The entry: page setup, navigation, the shared filter bar, then the page itself."""

import streamlit as st

from paceboard import ui

# Section -> pages: name in the address -> script. The first page answers at "/".
FIRST = "overview"
SECTIONS = {
    "brief": {
        "overview": "pages/brief/overview.py",
        "sites": "pages/brief/sites.py",
        "briefing": "pages/brief/briefing.py",
    },
    "pace": {
        "curve": "pages/review/curve.py",
        "starts": "pages/review/starts.py",
        "pipeline": "pages/review/pipeline.py",
        "targets": "pages/review/targets.py",
        "schedule": "pages/review/schedule.py",
    },
    "ranking": {
        "league": "pages/review/league.py",
        "cards": "pages/review/cards.py",
        "movement": "pages/review/movement.py",
        "why": "pages/review/why.py",
        "certainty": "pages/review/certainty.py",
        "whatif": "pages/review/whatif.py",
    },
    "push": {
        "problems": "pages/review/problems.py",
        "factors": "pages/review/factors.py",
        "dispatch": "pages/review/dispatch.py",
        "reconcile": "pages/review/reconcile.py",
    },
    "papers": {
        "pack": "pages/review/pack.py",
        "deck": "pages/review/deck.py",
        "bulletin": "pages/review/bulletin.py",
        "checker": "pages/desk/checker.py",
        "published": "pages/review/published.py",
    },
    "plan": {
        "find": "pages/plan/find.py",
        "explore": "pages/plan/explore.py",
        "project": "pages/plan/project.py",
        "saved": "pages/plan/saved.py",
        "watches": "pages/plan/watches.py",
        "console": "pages/desk/console.py",
    },
    "desk": {
        "returns": "pages/desk/returns.py",
        "glossary": "pages/desk/glossary.py",
    },
}
ICONS = {
    "overview": ":material/speed:",
    "sites": ":material/map:",
    "briefing": ":material/present_to_all:",
    "curve": ":material/show_chart:",
    "league": ":material/leaderboard:",
    "cards": ":material/style:",
    "movement": ":material/swap_vert:",
    "why": ":material/calculate:",
    "certainty": ":material/verified:",
    "whatif": ":material/experiment:",
    "starts": ":material/foundation:",
    "pipeline": ":material/filter_alt:",
    "targets": ":material/flag:",
    "problems": ":material/report:",
    "factors": ":material/key:",
    "schedule": ":material/view_timeline:",
    "reconcile": ":material/balance:",
    "dispatch": ":material/campaign:",
    "published": ":material/fact_check:",
    "pack": ":material/slideshow:",
    "deck": ":material/playlist_add_check:",
    "bulletin": ":material/newspaper:",
    "find": ":material/search:",
    "explore": ":material/query_stats:",
    "saved": ":material/bookmarks:",
    "watches": ":material/notifications:",
    "project": ":material/apartment:",
    "returns": ":material/inbox:",
    "checker": ":material/spellcheck:",
    "glossary": ":material/menu_book:",
    "console": ":material/terminal:",
}


def home() -> None:
    """Lead on to the first page: Streamlit serves it at "/" alone, but people write the name they read."""
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    st.switch_page(SECTIONS["brief"][FIRST], query_params=asked)


words = ui.words()
st.set_page_config(page_title=words("frame.product"), page_icon=ui.icon(), layout="wide")
st.logo(ui.icon())
hidden = {"": [st.Page(home, url_path=FIRST, visibility="hidden")]}
page = st.navigation(hidden | ui.menu(SECTIONS, ICONS, words, first=FIRST), position="top")
ui.run(page.url_path or FIRST, page.run)
