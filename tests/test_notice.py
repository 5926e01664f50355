"""The public notice: figures of the store read back out of Word and web page, and nothing else in them."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import partial
from html.parser import HTMLParser
from xml.etree import ElementTree

import docx
import polars as pl
import pytest

from paceboard import card_rules, command_notice, notice, notice_cards, profiles, store, text, units
from paceboard.__main__ import main
from paceboard.answers import Teller
from paceboard.exports import document, webpage
from paceboard.filters import Filters, parse_month
from paceboard.ranking import Ranking
from tests.small import build_store
from tests.visitor import CITIES

# Whatever a return says of people, owners and troubles.
PRIVATE = ("leader", "phone", "contact", "owner", "credit_code", "description", "department", "project_name")
TEXT = {"zh": text.words("zh"), "en": text.words("en")}


def asked(city: str) -> Filters:
    return Filters(city, parse_month(CITIES[city]), list_kind=profiles.get(city).main_list)


def ask_of(opened, filters):
    return partial(command_notice.answer, opened, filters)


def made(opened, city: str, lang: str = "zh", **changes) -> notice.Notice:
    filters = asked(city).at(**changes)
    said = {"profile": profiles.get(city), "words": TEXT[lang], "snapshot": "s1"}
    return notice.compose(ask_of(opened, filters), filters, **said)


def word_table(content: bytes) -> list[list[str]]:
    table = docx.Document(io.BytesIO(content)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def word_text(content: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)


class Cells(HTMLParser):
    """Every row of every table of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows, self.is_cell = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        self.is_cell = tag in ("td", "th")
        if self.is_cell:
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.is_cell and data.strip():
            self.rows[-1][-1] += data

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.is_cell = False


def web_table(content: bytes) -> list[list[str]]:
    cells = Cells()
    cells.feed(content.decode("utf-8"))
    return cells.rows


def official(store, filters, profile):
    """The rows of query scores by the city's official scheme."""

    def ask(name: str, **values) -> pl.DataFrame:
        return store.ask(name, filters, **values)

    return ask("scores", **Ranking(ask, profile).values(), ranks=None)


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("city", CITIES)
def test_word_page_and_store_hold_the_same_numbers(store, city, lang):
    profile, found = profiles.get(city), made(store, city, lang)
    word = word_table(document.write(found)[0])
    assert word == web_table(webpage.html(found))
    scores = official(store, asked(city), profile)
    rows = scores.filter(league="all").to_dicts()  # the first league of the scheme: each unit once
    assert len(word) == len(rows) + 2
    for printed, row in zip(word[1:], rows, strict=False):
        assert printed[:7] == [
            str(row["rank"]),
            profile.unit(row["unit_id"]).label(lang),
            units.count(row["project_count"]),
            units.money_number(row["plan_year"], profile),
            units.money_number(row["invested_ytd"], profile),
            units.share(row["completion_share"], profile),
            units.printed_gap(row["completion_share"], row["pace_gap"], profile),
        ]
    head = store.ask("kpis", asked(city)).filter(pl.col("cut") == "all").row(0, named=True)
    said = word_text(document.write(found)[0])
    for key in ("completion_share", "start_share", "due_start_share", "finish_share", "problem_share"):
        assert units.share(head[key], profile) in said
    for key in ("total_investment", "plan_year", "invested_ytd", "new_start_total", "finished_total"):
        assert units.money(head[key], profile, lang) in said


def test_suqians_bulletin_says_what_suqian_printed(store):
    said = word_text(document.write(made(store, "suqian"))[0])
    assert "宿迁市重大产业项目建设情况通报（2022年7月）" in said
    assert "已开工219个" in said
    assert "总投资1,035.50亿元，平均单体规模4.73亿元" in said
    assert "已竣工160个" in said
    # 1,223.8 / 1,675 = 73.06..% -> 73.1; 7/12 = 58.3; from the rounded rates: 14.8 (unrounded 14.73 -> 14.7).
    assert "占年度计划的73.1%，超序时进度14.8个百分点（序时进度58.3%）" in said


def test_binzhous_rate_is_not_said_to_be_more_than_it_is(store):
    said = word_text(document.write(made(store, "binzhou"))[0])
    assert "累计收集问题222个，已办结196个，办结率88.3%，" in said
    assert "%以上" not in said


def test_the_gap_follows_the_citys_custom(store):
    profile = profiles.get("suqian")
    head = store.ask("kpis", asked("suqian")).filter(pl.col("cut") == "all").row(0, named=True)
    filters = asked("suqian")
    unrounded = replace(profile, gap_from="unrounded")
    said = {"words": TEXT["zh"], "snapshot": "s1"}
    found = notice.compose(ask_of(store, filters), filters, profile=unrounded, **said)
    assert head["completion_share"] is not None
    assert "超序时进度14.7个百分点" in found.sections[0].sentences[0]


def test_money_and_starts_with_other_cut_offs_say_so(store):
    found = made(store, "chengdu")
    assert "投资统计截至2019年8月" in found.sections[0].sentences[0]
    assert (
        "截至2019年9月27日，年度计划新开工308个，已开工215个，开工率69.81%" in found.sections[1].sentences[0]
    )
    assert found.notes[0].startswith("投资数截至2019年8月，开工、竣工和问题数截至2019年9月27日")


@pytest.mark.parametrize("city", CITIES)
def test_lists_hold_the_cards_that_the_cards_page_shows(store, city):
    profile = profiles.get(city)
    rules = card_rules.get(profile.cards)
    rows = store.ask("cards", asked(city), rules=rules.written(profile)).filter(cut="unit", rule_no=0)
    found = next(section for section in made(store, city).sections if section.id == "cards")
    assert len(found.lists) == len(rules.cards)
    for listed, card in zip(found.lists, rules.cards, strict=True):
        mine = rows.filter(card=card.id)["unit_id"]
        assert listed.word == f"{card.zh}（{len(mine)}个）"
        assert all(profile.unit(unit).zh in listed.text for unit in mine)


def test_lists_by_rank_take_the_rank_of_the_official_scheme(store):
    """Ranks of the league, not of the completion rate, decide who is on the red list."""
    profile = replace(profiles.get("suqian"), cards="mianyang-2022")
    filters = asked("suqian")
    scores = official(store, filters, profile)
    # The city's own projects are no district's: they do not stand in this series.
    mine = scores.filter(pl.col("league") == "all", pl.col("unit_kind") != "city")
    ahead = mine.filter(pl.col("rank").rank("min").over("league") <= 5, pl.col("pace_gap") > 0)["unit_id"]
    said = {"profile": profile, "words": TEXT["zh"], "snapshot": "s1"}
    found = notice.compose(ask_of(store, filters), filters, **said)
    red = next(section for section in found.sections if section.id == "cards").lists[0]
    assert red.word == f"红榜（{len(ahead)}个）"
    assert {unit for unit in profile.units if unit.zh in red.text} == {profile.unit(i) for i in ahead}


def test_a_unit_is_listed_with_the_rules_that_gave_its_card():
    rows = pl.DataFrame(
        {
            "unit_id": ["wuhou", "wuhou", "wuhou", "dayi", "dayi"],
            "rule_id": ["overall", "progress", "start", "overall", "progress"],
            "rule_no": [0, 1, 2, 0, 1],
            "card": ["red", "green", "red", "green", "green"],
            "is_excused": [False, False, False, True, True],
        }
    )
    teller = Teller(profiles.get("chengdu"), TEXT["zh"])
    green, yellow, red = notice_cards.lists(rows, rules=card_rules.get("neutral"), teller=teller)
    assert (green.sign, green.word, green.text) == ("●", "绿牌（1个）", "大邑县（按规定核减）")
    assert yellow.text == "无"
    assert (red.colour, red.text) == ("red", "武侯区（按期开工）")


def test_the_list_of_public_fields_names_nobody():
    public = [column for columns in notice.settings()["public"].values() for column in columns]
    assert not [column for column in public if any(word in column for word in PRIVATE)]


def test_only_public_columns_are_kept():
    rows = pl.DataFrame({"unit_id": ["wuhou"], "leader": ["某领导"], "phone": ["028"], "rank": [1]})
    assert notice.public("scores", rows).columns == ["unit_id", "rank"]


def parts_of(content: bytes) -> str:
    """Everything that an archive holds, as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def private_words(opened, city: str) -> set[str]:
    """Every name, code and description that the store knows of the city's projects and problems."""
    cursor = opened._connection.cursor()
    found = set()
    for table, columns in {
        "project_version": ("leader", "owner_name", "owner_code", "project_name", "phone"),
        "problem": ("description", "plan_text", "department"),
    }.items():
        known = {row[0] for row in cursor.execute(f"describe {table}").fetchall()}
        for column in known & set(columns):
            sql = f"select distinct {column} from {table} where city = ?"
            found |= {
                value for (value,) in cursor.execute(sql, [city]).fetchall() if value and len(value) > 1
            }
    return found


@pytest.mark.parametrize("city", CITIES)
def test_no_name_code_or_problem_reaches_the_files(store, city):
    hidden = private_words(store, city)
    assert len(hidden) > 100
    allowed = {name for unit in profiles.get(city).units for name in unit.names}
    for lang in text.LANGS:
        found = made(store, city, lang)
        told = parts_of(document.write(found)[0]) + webpage.html(found).decode("utf-8")
        assert not [word for word in hidden - allowed if word in told]


def test_a_hidden_field_cannot_be_put_into_the_table(monkeypatch, tmp_path):
    path = tmp_path / "bulletin.toml"
    path.write_text('[public]\nscores = ["rank"]\n[sections]\nall = []\n[table]\ncolumns = ["leader"]\n')
    monkeypatch.setattr(notice, "PATH", path)
    with pytest.raises(ValueError, match="'leader' is not public"):
        notice.settings.__wrapped__()


def test_the_web_page_fetches_nothing(store):
    page = webpage.html(made(store, "chengdu")).decode("utf-8")
    assert not re.search(r"https?:|src=|@import|url\(|<link|<script", page)


def test_the_word_file_is_sound_xml_and_the_same_each_time(store):
    first, second = (document.write(made(store, "suqian"))[0] for _ in range(2))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
        table = archive.read("word/document.xml").decode()
        assert table.count("<w:tblHeader/>") == 1
        assert "FangSong" in archive.read("word/fontTable.xml").decode()
    assert first == second


def test_sample_data_says_so_in_both_files(store):
    found = made(store, "suqian")
    header = docx.Document(io.BytesIO(document.write(found)[0])).sections[0].header
    assert header.paragraphs[0].text == "示例数据，非正式通报"
    assert "示例数据，非正式通报" in webpage.html(found).decode("utf-8")


def own_template(path, *lines: str, styles: tuple[str, ...] = ()):
    own = docx.Document()
    for name in styles:
        own.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    for line in lines:
        own.add_paragraph(line)
    own.save(path)
    return path


def test_a_template_of_ones_own_is_filled_where_it_says(store, tmp_path):
    path = own_template(
        tmp_path / "bulletin.docx", "第3期", "{{标题}}", "{{全文}}", "{{附注}}", "抄送：各县区"
    )
    content, found = document.write(made(store, "suqian"), path)
    lines = [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]
    assert lines[:3] == ["第3期", "宿迁市重大产业项目建设情况通报（2022年7月）", "一、总体情况"]
    assert lines[-1] == "抄送：各县区"
    assert "附注" in lines
    assert "{{" not in "".join(lines)
    assert len(word_table(content)) == 12
    assert any("没有样式“通报正文”" in sentence for sentence in found)


def test_a_templates_styles_are_used_by_name(store, tmp_path):
    path = own_template(tmp_path / "bulletin.docx", "{{全文}}", "{{附注}}", styles=("通报正文", "通报小标题"))
    content, found = document.write(made(store, "suqian"), path)
    used = {p.style.name for p in docx.Document(io.BytesIO(content)).paragraphs}
    assert {"通报正文", "通报小标题"} <= used
    assert not any("“通报正文”" in sentence for sentence in found)


def test_what_a_template_lacks_is_said(store, tmp_path):
    path = own_template(tmp_path / "bulletin.docx", "{{总体情况}}", "{{电话}}")
    content, found = document.write(made(store, "suqian"), path)
    said = "\n".join(found)
    assert "模板里没有占位符 {{竣工情况}}，“竣工情况”没有写进 Word 文件" in said
    assert "模板里的占位符 {{电话}} 不认识，原样保留" in said
    assert "{{电话}}" in word_text(content)
    assert "年度计划竣工" not in word_text(content)


def test_a_template_without_placeholders_gets_everything_at_its_end(store, tmp_path):
    content, found = document.write(made(store, "suqian"), own_template(tmp_path / "bulletin.docx", "红头"))
    assert word_text(content).startswith("红头\n宿迁市重大产业项目建设情况通报")
    assert any("写在了模板末尾" in sentence for sentence in found)


def test_a_broken_template_is_explained_and_not_used(store, tmp_path):
    path = tmp_path / "bulletin.docx"
    path.write_bytes(b"no archive")
    content, found = document.write(made(store, "suqian"), path)
    assert len(found) == 1
    assert "打不开" in found[0]
    assert "宿迁市" in word_text(content)


def test_a_city_with_four_projects_and_no_starts_is_told_as_it_is(tmp_path):
    opened = store.open_current(build_store(tmp_path))
    filters = Filters("chengdu", date(2019, 7, 1))
    said = {"profile": profiles.get("chengdu"), "words": TEXT["zh"], "snapshot": "s1"}
    found = notice.compose(ask_of(opened, filters), filters, **said)
    # (100 + 400) / (600 + 600 + 120 + 60) = 500 / 1,380 = 36.2319 %; 7/12 = 58.33 %; 36.23 - 58.33 = -22.10.
    assert "占年度计划的36.23%，落后序时进度22.10个百分点（序时进度58.33%）" in found.sections[0].sentences[0]
    # 36.23 - 58.33 is more than 10 points behind: red by investment; the one start due has not come: red too.
    assert found.sections[-2].lists[-1].text.startswith("锦江区（投资进度、按期开工")
    opened.close()


def test_a_month_without_projects_gives_no_notice(store):
    assert made(store, "chengdu", month=date(2010, 1, 1)) is None


def test_the_command_writes_word_and_web_page(demo_home, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PACEBOARD_HOME", str(demo_home))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for suffix in ("docx", "html"):
        out = tmp_path / f"x.{suffix}"
        assert main(["bulletin", "--city", "suqian", "--month", "2022-07", "--out", str(out)]) == 0
        assert f"已写出 {out}" in capsys.readouterr().out
    assert word_table((tmp_path / "x.docx").read_bytes()) == web_table((tmp_path / "x.html").read_bytes())
    assert main(["bulletin", "--city", "suqian", "--out", str(tmp_path / "x.pdf")]) == 1
    assert "只写 .docx 和 .html" in capsys.readouterr().err
