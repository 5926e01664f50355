"""How long the search box takes to answer, among a million projects."""

from paceboard import finding
from paceboard.filters import Filters
from paceboard.store import Store
from tests.bench import stores
from tests.bench.queries import milliseconds

PROJECTS, MONTHS, REPEATS = 1_000_000, 1, 5
# What a reader enters, by what it is to show.
ENTERED = {
    "characters": "锦江区青桐",
    "pinyin": "jinjiangquqingtong",
    "first letters": "jjqqtsw",
    "two words": "双流 qingtong",
    "a code": "2017-510105-15-03-000005",
    "a word of every name": "项目",
    "a wrong character": "锦疆区清桐",
    "letters swapped": "jinjaing qingtong",
    "two letters wrong": "shuanliuqu qingtomg",
    "nothing there": "zzzzzz",
}


def answers(opened: Store, entered: str) -> list:
    """Ask as the page does: literally first, and by sound where nothing is found."""
    filters = Filters(stores.CITY, stores.LAST_MONTH)
    said = finding.question(entered) | {"known": finding.known(stores.CITY, "zh"), "most": finding.MOST}
    found = []
    for is_near in (0, 1):
        found = opened.ask("find", filters, **said, is_near=is_near).rows(named=True)
        if found:
            break
    return found


def by_entry(opened: Store) -> list[tuple[str, str, float, int]]:
    """Return what is entered, what it shows, the median milliseconds and how many things were found."""
    rows = []
    for shows, entered in ENTERED.items():
        found = answers(opened, entered)
        count = sum(row["found_count"] for row in found if row["place"] == 1)
        rows.append((shows, entered, milliseconds(lambda e=entered: answers(opened, e), REPEATS), count))
    return rows
