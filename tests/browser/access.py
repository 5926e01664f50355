"""What axe-core (WCAG 2.2 AA) finds on a page, save what is Streamlit's own and not to be changed here."""

from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# Rule, part of the selector or of the element, why it stays.
EXCUSED: tuple[tuple[str, str, str], ...] = ()
RUN = """async (tags) => {
    const only = {type: "tag", values: tags};
    const found = await axe.run(document, {resultTypes: ["violations"], runOnly: only});
    return found.violations.flatMap((rule) => rule.nodes.map((node) => [
        rule.id, node.target.flat().join(" "), node.html.slice(0, 300),
        [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ")]));
}"""


@cache
def _script() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def faults(page: Page) -> list[str]:
    """Return a line for each element that breaks a rule: rule, place, what is wrong."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"() => {{ {_script()} }}")
    return [
        f"{rule}: {place}: {message}"
        for rule, place, html, message in page.evaluate(RUN, list(TAGS))
        if not any(rule == r and part in place + html for r, part, _ in EXCUSED)
    ]
