"""A real Chromium, kept on this machine, that remembers every request and every complaint."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.visit import SIZE, Visit, launch


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The browser's program file; without one, browser tests are skipped, and fail where CI is set."""
    path = chromium.find()
    if path is None and os.environ.get("CI"):
        pytest.fail(chromium.MISSING)
    if path is None:
        pytest.skip(chromium.MISSING)
    return path


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright, browser_path):
    with launch(playwright, browser_path) as running:
        yield running


@pytest.fixture(scope="session")
def context(browser):
    """One browser profile for most tests: like a returning visitor's, its cache already holds the scripts."""
    shared = browser.new_context(viewport=SIZE, locale="zh-CN")
    yield shared
    shared.close()


@pytest.fixture
def page(context, server):
    """A tab of its own: a Visit."""
    with Visit.tab(context, server) as visit:
        yield visit
