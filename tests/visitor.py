"""Opens a page of the real app without a browser."""

from collections.abc import Iterable

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT

SCRIPTS = {path.stem: path for path in (ROOT / "pages").glob("*/*.py")}


def visit(home, patch: pytest.MonkeyPatch, page: str, **address: str) -> AppTest:
    """Run a page (its name in the address) inside app.py over the store below home."""
    patch.setenv("PACEBOARD_HOME", str(home))
    patch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(str(SCRIPTS[page])).run()
    assert not app.exception
    assert not app.error
    return app


def said(app: AppTest) -> str:
    """Return every sentence on the page."""
    kinds: Iterable = (app.subheader, app.markdown, app.caption, app.info, app.success, app.error)
    return "\n".join(element.value for kind in kinds for element in kind)


def table(app: AppTest, column: str):
    """Return the first table of the page that has a column of that name."""
    return next(frame.value for frame in app.dataframe if column in frame.value.columns)
