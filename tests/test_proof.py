"""The bulletin checker: printed errors are caught, correct texts left alone, and how well it does."""

import csv
import io
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from paceboard import notice, profiles, text
from paceboard.__main__ import main
from paceboard.exports import document
from paceboard.filters import Filters, parse_month
from paceboard.proof import checking, draft, facts, figures, numerals, reading, telling
from tests.conftest import ROOT
from tests.visitor import CITIES

DRAFTS = Path(__file__).parent / "drafts"
PUBLISHED = ROOT / "data" / "published"
FLAGGED = ("wrong", "caution")

# What real bulletins printed wrong: text, the figure, the finding, what it should be.
PRINTED_ERRORS = {
    "Binzhou: 196/222 = 88.288 is not over 88.3": (
        "累计收集问题222个，已解决196个，办结率达到了88.3%以上。",
        ("88.3%以上", "wrong", "least", "88.3"),
    ),
    "Jiangmen: 129/270 = 47.78, cut off": (
        "计划新开工项目270个，已开工129个，开工率47%。",
        ("47%", "wrong", "truncated", "48"),
    ),
    "Minhou: 67.60/109.49 = 61.741": (
        "1—6月，竣工项目年度计划投资109.49亿元，完成投资67.60亿元，占年度计划的61.73%。",
        ("61.73%", "caution", "within", "61.74"),
    ),
    "Minhou with parts fine enough: 6174.0/10000": (
        "竣工项目年度计划投资1000.000亿元，完成投资617.400亿元，占年度计划的61.73%。",
        ("61.73%", "wrong", "quotient", "61.74"),
    ),
    "Anhui: 34.378 - 33.333 = 1.04, printed 34.4 - 33.3": (
        "1—4月，完成投资2253亿元，占年度计划6553.7亿元的34.4%，超序时进度1.1个百分点。",
        ("1.1个百分点", "caution", "from_rounded", "1.0"),
    ),
    "Chengdu: money to August, starts to September": (
        "1—8月，完成投资3568.05亿元，占年度计划4606.99亿元的77.45%。"
        "截至9月下旬，计划新开工308个，已开工215个，开工率69.81%。",
        ("69.81%", "caution", "cut_off", None),
    ),
    "Hanzhong: 124.06 + 454.31 + 40.48 = 618.85 of 622.2": (
        "1—8月，完成投资622.2亿元，其中新开工项目完成投资124.06亿元、续建项目完成投资454.31亿元、竣工项目完成投资40.48亿元。",
        ("622.2亿元", "caution", "remainder", "618.85"),
    ),
    "UK: 31/213 = 14.554": (
        "31 of 213 projects (14.5%) were rated red.",
        ("14.5%", "wrong", "truncated", "14.6"),
    ),
    "Jiangmen on the wrong denominator: 206/223 for 206/255": (
        "年度计划新开工255个，应开工223个，已开工206个，开工率92.4%。",
        ("92.4%", "wrong", "denominator", "80.8"),
    ),
    "Chengyu: 64.5 - 58.3 = 6.2, printed 7": (
        "1—7月，完成投资2815.5亿元，占年度计划的64.5%，超序时进度7个百分点。",
        ("7个百分点", "wrong", "gap", "6"),
    ),
    "Suqian rebuilt from its rounded mean: 219 x 4.7 = 1029.3": (
        "新开工项目219个，总投资1035.5亿元，平均单体规模4.8亿元。",
        ("4.8亿元", "wrong", "average", "4.7"),
    ),
    "Starts that do not add up: 140 - 33 + 11 = 118": (
        "应开工140个，应开未开33个，提前开工11个，已开工119个。",
        ("119个", "wrong", "identity", "118"),
    ),
    "Stages that do not add up: 71 + 18 + 11 + 3 + 7 = 110": (
        "储备项目111个，分别为71、18、11、3、7个。",
        ("111个", "wrong", "parts", "110"),
    ),
    "One figure with two values": (
        "全市完成投资3568.05亿元。\n全市累计完成投资3586.05亿元。",
        ("3586.05亿元", "wrong", "twice", "3568.05"),
    ),
    "A time share of another month: 8/12 = 66.67": (
        "截至8月底，序时进度为66.6%。",
        ("66.6%", "wrong", "truncated", "66.7"),
    ),
}
# What real bulletins printed right; each checked by hand in formulas of the trade.
PRINTED_RIGHT = {
    "Binzhou rounded": ("收集问题222个，已解决196个，办结率88.3%。", "88.3%"),
    "Jiangmen gap from unrounded": (
        "1—10月，完成投资629.0亿元，占年度计划投资647.4亿元的97.2%，超时间进度13.8个百分点。",
        "13.8个百分点",
    ),
    "Anhui starts": ("1—4月，开工率58.5%，超序时进度25.2个百分点。", "25.2个百分点"),
    "Jiangmen first quarter": (
        "一季度，完成投资313.64亿元，占年度计划投资1015亿元的30.90%，超序时进度5.90个百分点。",
        "5.90个百分点",
    ),
    "Jiangmen growth 153.34/160.30": (
        "一季度完成投资313.64亿元，同比增加153.34亿元，同比增长95.66%。",
        "95.66%",
    ),
    "Jiangmen starts identity": ("应开工140个，已开工118个，其中提前开工11个，应开未开33个。", "118个"),
    "Jiangmen start rate": ("年度计划新开工255个，应开工223个，已开工206个，开工率80.8%。", "80.8%"),
    "Minhou class total": (
        "1—6月，年度计划投资561.86亿元，完成投资362.32亿元，占年度计划的64.49%。",
        "64.49%",
    ),
    "Xi'an by what is left": ("694个审批事项，还剩54个，办结率92%。", "92%"),
    "Chengdu starts": ("计划新开工项目308个，已开工215个，开工率69.81%。", "69.81%"),
    "Chengdu provincial": ("省级计划新开工33个，已开工27个，开工率81.82%。", "81.82%"),
    "Chengdu stages": ("储备项目110个，其中签约71个、可研18个、许可11个、设计3个、准备7个。", "110个"),
    "Suqian mean": ("新开工项目219个，总投资1035.5亿元，平均单体规模4.7亿元。", "4.7亿元"),
    "At least that holds": ("收集问题222个，已解决196个，办结率达到88%以上。", "88%以上"),
}


# Drafts of our own with errors put in on purpose: text, city, the figure, the finding, what it should be.
PLANTED = {
    "ten thousands for hundreds of millions": (
        "1—8月，全市重点项目完成投资3568.05万元。",
        ("3568.05万元", "wrong", "other_unit", "35680500.00"),
    ),
    "full-width digits, the last one cut off": (
        "1—8月，全市完成率７７.４４％。",
        ("７７.４４％", "wrong", "truncated", "77.45"),
    ),
    "nearly, and past it": ("1—8月，全市完成投资近3568亿元。", ("3568亿元", "wrong", "most", "3568")),
    "nearly, and far from it": ("1—8月，全市开工率近70%。", ("70%", "caution", "not_near", "64")),
    "more than, and less": ("1—8月，投资完成率超过77.5%。", ("77.5%", "wrong", "least", "77.4")),
    "the other denominator": ("截至9月，全市开工率85.4%。", ("85.4%", "wrong", "other_denominator", "69.8")),
    "without the level above": (
        "全市1105个重点项目中，市重点961个、省重点144个。",
        ("961个", "caution", "exclusive", "1105"),
    ),
    "English, two digits changed": (
        "3,568.05 × 100M CNY has been completed, 77.54% of the annual plan of 4,606.99 × 100M CNY.",
        ("77.54%", "wrong", "quotient", "77.45"),
    ),
    "English, another share": (
        "Of 308 planned starts, 215 have been started. Start rate 70.81%.",
        ("70.81%", "wrong", "store", "69.81"),
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_errors_planted_in_drafts_of_our_own_are_caught_and_nothing_else_is(store, name):
    said, (figure, status, reason, right) = PLANTED[name]
    found = checking.check(said, known=known(store, "chengdu"))
    verdict = next(v for v in found if v.reading.figure.text == figure)
    assert (verdict.status, verdict.finding.reason) == (status, reason)
    assert verdict.finding.correct == Decimal(right)
    assert {v.status for v in found if v is not verdict} <= {"right"}


def word(*rows: list[str]) -> str:
    """The text of a Word draft that is one table."""
    own = docx.Document()
    table = own.add_table(rows=len(rows), cols=len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text_ in zip(line.cells, row, strict=True):
            cell.text = text_
    buffer = io.BytesIO()
    own.save(buffer)
    return draft.read("x.docx", buffer.getvalue())


@pytest.mark.parametrize(
    ("total", "status", "reason"),
    [("12.4", "right", "column_right"), ("12.5", "caution", "column_residual"), ("13.4", "wrong", "column")],
)
def test_the_last_row_of_a_table_is_held_against_the_rows_above_it(total, status, reason):
    said = word(
        ["序号", "区", "年度计划投资（亿元）", "完成投资（亿元）"],
        ["1", "甲区", "10.0", "5.1"],
        ["2", "乙区", "8.0", "4.2"],
        ["3", "丙区", "6.0", "3.1"],
        ["", "合计", "24.0", total],
    )
    found = {v.reading.figure.text: v for v in checking.check(said)}
    verdict = found.pop(f"{total}亿元")
    assert (verdict.status, verdict.finding.reason) == (status, reason)
    assert verdict.finding.correct == (None if status == "right" else Decimal("12.4"))
    # Rows of places that nobody here knows are no second value of one figure.
    assert not [v for v in found.values() if v.status in FLAGGED]


def test_places_that_nobody_here_knows_are_told_apart(store):
    said = "甲区完成投资5.1亿元。\n乙区完成投资4.2亿元。\n全市重点项目中，丙集团完成投资3.1亿元。"
    for against in (None, known(store, "chengdu")):
        assert not [v for v in checking.check(said, known=against) if v.status in FLAGGED]


def verdict_on(said: str, figure: str) -> checking.Verdict:
    return next(v for v in checking.check(said) if v.reading.figure.text == figure)


def known(store, city: str) -> facts.Facts:
    profile = profiles.get(city)

    def ask(month):
        filters = Filters(city, month, list_kind=profile.main_list)
        return store.ask("proof_facts", filters), store.ask("published", filters)

    months = tuple(store.ask("months", city=city)["period"])
    return facts.Facts(profile, parse_month(CITIES[city]), months, ask)


def article(city: str) -> str:
    return (DRAFTS / f"{city}.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("一百零五", "105"),
        ("三千六百零三", "3603"),
        ("十二", "12"),
        ("二〇", "20"),
        ("八十八点三", "88.3"),
        ("亿", None),
    ],
)
def test_chinese_numerals_are_exact(said, value):
    assert numerals.number(said) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("总投资3,568.05亿元", ["3,568.05亿元"]),
        ("完成投资３５６８．０５亿元", ["３５６８．０５亿元"]),
        ("2019年8月31日前完成第3批", []),
        ("1—8月完成投资", []),
        ("坚持四个一批，一是抓开工", []),
        ("用地三千六百零三亩", ["三千六百零三亩"]),
        ("占百分之八十八点三", ["百分之八十八点三"]),
        ("3至5个工作日内办结", ["3", "5个工作日"]),
        ("分别为71、18、11、3、7个", ["71", "18", "11", "3", "7个"]),
        ("武侯区（+24.13）、大邑县（−13.52）", ["+24.13", "−13.52"]),
        ("As of 31 Aug 2019, 308 starts", ["308"]),
    ],
)
def test_every_figure_is_found_and_nothing_else(said, found):
    assert [f.text for f in figures.find(said)] == found


def test_a_list_shares_the_unit_of_its_last_figure():
    assert {f.kind for f in figures.find("分别为71、18、11、3、7个")} == {"count"}


def test_bounds_are_read():
    bounds = [
        f.bound for f in figures.find("88.3%以上，2700多亿元，近500个，不足3%，约12亩，超序时5个百分点")
    ]
    assert bounds == ["least", "least", "near", "most", "about", ""]


def test_measure_scope_and_month_are_read_from_the_words_around():
    said = "1—8月，全市完成投资3568.05亿元，占年度计划的77.45%，其中省重点完成投资1338.3亿元。"
    read = [(r.measure, r.scope, r.month) for r in reading.read(said, profiles.get("chengdu"))]
    assert read == [
        ("invested_ytd", ("all", ""), 8),
        ("completion_share", ("all", ""), 8),
        ("invested_ytd", ("level", "provincial"), 8),
    ]


@pytest.mark.parametrize("name", PRINTED_ERRORS)
def test_what_bulletins_printed_wrong_is_caught(name):
    said, (figure, status, reason, right) = PRINTED_ERRORS[name]
    verdict = verdict_on(said, figure)
    assert (verdict.status, verdict.finding.reason) == (status, reason)
    assert verdict.finding.correct == (None if right is None else Decimal(right))


@pytest.mark.parametrize("name", PRINTED_RIGHT)
def test_what_bulletins_printed_right_is_left_alone(name):
    said, figure = PRINTED_RIGHT[name]
    assert verdict_on(said, figure).status == "right"
    assert not [v for v in checking.check(said) if v.status in FLAGGED]


def test_the_citys_own_custom_binds_its_own_draft(store):
    """Chengdu subtracts rounded rates: 77.45 - 66.67 = 10.78; Binzhou unrounded: 43.94 - 41.67 = 2.27."""
    for city, right, wrong in (("chengdu", "10.78", "10.79"), ("binzhou", "2.3", "2.2")):
        for gap, status in ((right, "right"), (wrong, "wrong")):
            said = f"全市投资完成率超序时进度{gap}个百分点。"
            assert checking.check(said, known=known(store, city))[-1].status == status


@pytest.mark.parametrize(
    ("said", "reason", "right"),
    [
        # 成都: started 198 by the end of August, 215 in September.
        ("截至9月，已开工198个。", "other_month", "215"),
        # 215 - 4 early = 211 of 247 due: 85.43 % is the rate on what is due.
        ("截至9月，开工率85.43%。", "other_denominator", "69.81"),
        ("1—8月，省重点项目完成投资3568.05亿元。", "other_scope", "1338.30"),
        ("1—8月，全市完成投资3568.50亿元。", "store", "3568.05"),
        ("1—8月，全市完成投资3568亿元，投资完成率77.4%。", "truncated", None),
        ("截至9月，开工率70%以上。", "least", "70"),
    ],
)
def test_why_a_figure_is_not_the_stores(store, said, reason, right):
    found = [v for v in checking.check(said, known=known(store, "chengdu")) if v.status == "wrong"]
    if reason == "truncated":  # 77.4486 rounds to 77.4: right
        assert not found
        return
    assert [(v.finding.reason, v.finding.correct) for v in found] == [(reason, Decimal(right))]


def published(city: str) -> list[dict]:
    with (PUBLISHED / f"{city}_bulletin.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["figure_id"]]


@pytest.mark.parametrize("city", CITIES)
def test_every_published_figure_of_the_five_articles_is_found(city):
    left = Counter(f.value for f in figures.find(article(city)))
    for row in published(city):
        value = Decimal(row["value"])
        assert left[value] > 0, row["figure_id"]
        left[value] -= 1


# What the five articles print wrong (../data/published/binzhou_bulletin.csv says why).
MISPRINTS = ("88.3%以上",)


def wrongs(store, city: str) -> list[checking.Verdict]:
    return [v for v in checking.check(article(city), known=known(store, city)) if v.status == "wrong"]


def measured(store) -> dict[str, Counter]:
    """Verdicts on the figures of the five articles, by city."""
    return {
        city: Counter(v.status for v in checking.check(article(city), known=known(store, city)))
        for city in CITIES
    }


def test_precision_and_recall_on_the_five_articles(store, capsys):
    """One figure of the five articles is wrong (88.3%以上), two stand beside money of another month."""
    found = measured(store)
    total = sum(found.values(), Counter())
    printed = sum(len(published(city)) for city in CITIES)
    checked = total["right"] + total["wrong"] + total["caution"]
    false = [v for city in CITIES for v in wrongs(store, city) if v.reading.figure.text not in MISPRINTS]
    with capsys.disabled():
        sys.stdout.write(
            f"\n  five articles: {printed} published figures, {total.total()} found, {checked} checked "
            f"({checked / total.total():.0%}), {total['wrong']} wrong, {total['caution']} doubtful, "
            f"{total['unknown']} not checkable; wrong figures: "
            f"precision {total['wrong'] - len(false)}/{total['wrong']}, "
            f"recall {total['wrong'] - len(false)}/{len(MISPRINTS)}"
        )
    assert not false
    assert (printed, total.total()) == (75, 79)
    assert (total["wrong"], total["caution"], total["unknown"]) == (1, 2, 4)
    assert found["binzhou"]["wrong"] == 1
    assert found["chengdu"]["caution"] == 2


def misprinted(city: str, verdict: checking.Verdict) -> str:
    """The article of a city with the last digit of one figure three higher (nine becomes two)."""
    said, figure = article(city), verdict.reading.figure
    at = said.index(str(figure.value), figure.start)
    place = at + len(str(figure.value)) - 1
    return said[:place] + str((int(said[place]) + 3) % 10) + said[place + 1 :]


def statuses(said: str, known_: facts.Facts) -> dict[int, str]:
    return {v.reading.figure.start: v.status for v in checking.check(said, known=known_)}


def test_precision_and_recall_when_each_figure_of_the_five_articles_is_misprinted_in_turn(store, capsys):
    """One misprint at a time: is it called wrong, and is any other figure called wrong for it?"""
    found, others = Counter(), 0
    for city in CITIES:
        known_ = known(store, city)
        before = checking.check(article(city), known=known_)
        wrong = {v.reading.figure.start for v in before if v.status == "wrong"}
        for verdict in before:
            if verdict.status == "right":
                after = statuses(misprinted(city, verdict), known_)
                start = verdict.reading.figure.start
                found[after.get(start)] += 1
                others += len({place for place, s in after.items() if s == "wrong"} - wrong - {start})
    with capsys.disabled():
        share, called = found["wrong"] / found.total(), found["wrong"] + others
        sys.stdout.write(
            f"\n  misprints: {found['wrong']} of {found.total()} called wrong (recall {share:.0%}), "
            f"{found['caution']} doubtful, {found['unknown']} not checkable; "
            f"precision {found['wrong'] / called:.0%}"
        )
    assert (found.total(), found["wrong"], found["right"], others) == (72, 65, 0, 0)


def report(row: dict[str, str]) -> str:
    """A row of published progress as a sentence."""
    said = [f"1—{int(row['as_of'][-2:])}月"]
    parts = {
        "projects": "{}重点项目{}个",
        "annual_plan": "{}年度计划投资{}亿元",
        "investment_ytd": "{}完成投资{}亿元",
        "completion_rate": "{}占年度计划的{}%",
    }
    said += [form.format("", row[name]) for name, form in parts.items() if name in row]
    if gap := row.get("gap_to_linear"):
        side = "落后" if gap.startswith("-") else "超"
        said.append(f"{side}序时进度{gap.lstrip('-')}个百分点")
    return "，".join(said) + "。"


def reports() -> dict[tuple, dict[str, str]]:
    """Progress as real places reported it: one row per place, list and month."""
    found: dict[tuple, dict[str, str]] = {}
    with (PUBLISHED / "progress_reports.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if len(row["as_of"]) == 7:
                key = (row["issuer"], row["as_of"], row["scope"])
                found.setdefault(key, {"as_of": row["as_of"]})[row["measure"]] = row["value"]
    return found


def test_precision_on_the_progress_reports_of_other_places(capsys):
    """Held against themselves alone. By hand: one gap follows from no custom (64.5 - 58.3 is not 7)."""
    counted, wrong = Counter(), []
    for key, row in reports().items():
        for verdict in checking.check(report(row)):
            counted[verdict.status] += 1
            wrong += [(*key[:2], verdict.reading.figure.text)] if verdict.status == "wrong" else []
    with capsys.disabled():
        sys.stdout.write(f"\n  progress reports of other places: {dict(counted)}; wrong: {wrong}")
    assert wrong == [("成渝双城经济圈", "2024-07", "7个百分点")]
    assert counted["right"] > 5 * counted["caution"]


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_our_own_notice_passes_the_checker(store, city, lang):
    """Every figure of the generated Word file, its table included; none wrong, most of them borne out."""
    profile = profiles.get(city)
    filters = Filters(city, parse_month(CITIES[city]), list_kind=profile.main_list)
    made = notice.compose(
        lambda name, **values: store.ask(name, filters, **values),
        filters,
        profile=profile,
        words=text.words(lang),
        snapshot="s1",
    )
    content, _ = document.write(made)
    found = Counter(v.status for v in checking.check(draft.read("x.docx", content), known=known(store, city)))
    assert (found["wrong"], found["caution"]) == (0, 0)
    assert found["right"] > 4 * found["unknown"]


def test_word_drafts_are_read_with_their_tables(tmp_path):
    own = docx.Document()
    own.add_paragraph("1—8月，各区进度如下。")
    table = own.add_table(rows=2, cols=4)
    for i, (head, cell) in enumerate(
        [("名次", "1"), ("单位", "武侯区"), ("年度计划投资（亿元）", "156.26"), ("投资完成率", "90.80%")]
    ):
        table.rows[0].cells[i].text, table.rows[1].cells[i].text = head, cell
    own.save(tmp_path / "x.docx")
    said = draft.read("x.docx", (tmp_path / "x.docx").read_bytes())
    assert said.splitlines() == [
        "1—8月，各区进度如下。",
        "武侯区：年度计划投资 156.26亿元；投资完成率 90.80%",
    ]


def test_a_file_that_is_no_text_is_refused():
    with pytest.raises(draft.Unreadable):
        draft.read("x.docx", b"nothing")
    assert draft.read("x.txt", "完成率".encode("gb18030")) == "完成率"


def test_the_marked_draft_keeps_every_character_and_escapes_it():
    said = "<b>开工率47%</b>\n完"
    html = telling.marked(said, checking.check(said), mode="light", words=text.words("zh"))
    assert "<b>" not in html
    assert "&lt;b&gt;开工率<span" in html
    assert "47%</span>&lt;/b&gt;<br>完" in html


def test_the_command_names_what_is_wrong(demo_home, monkeypatch, capsys):
    monkeypatch.setenv("PACEBOARD_HOME", str(demo_home))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    path = str(DRAFTS / "binzhou.txt")
    assert main(["proof", path, "--city", "binzhou", "--month", "2020-05"]) == 1
    told = capsys.readouterr().out
    assert "第2行 88.3%以上：有误，应为88.3%（问题办结率，全部）" in told
    assert "实际不到：88.288%。" in told
    assert "找到19个数：1个有误" in told
    assert main(["proof", str(DRAFTS / "suqian.txt"), "--city", "suqian", "--month", "2022-07"]) == 0
    assert main(["proof", "missing.docx"]) == 1
