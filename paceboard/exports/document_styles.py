"""Styles of the public notice: the template's own by name, else ours, in the manner of official papers."""

from typing import NamedTuple

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from paceboard import text, theme
from paceboard.text import Words

LATIN = "Times New Roman"
# Where the first font is missing, Word, WPS and LibreOffice take one of these.
FALLBACKS = {
    "仿宋": "FangSong;仿宋_GB2312;FangSong_GB2312;STFangsong;Noto Serif CJK SC",
    "黑体": "SimHei;STHeiti;Noto Sans CJK SC",
    "宋体": "SimSun;STSong;Noto Serif CJK SC",
}


class Look(NamedTuple):
    """How a style of ours looks: Chinese font, size and line in points, bold, indented by two characters."""

    font: str
    size: float
    line: float | None
    is_bold: bool = False
    is_indented: bool = False
    is_centred: bool = False


# Latin words are longer than Chinese ones: the same table takes smaller letters.
LATIN_SIZES = {"cell": 7, "body": 12, "heading": 14}
LOOKS = {
    "title": Look("宋体", 20, 30, is_bold=True, is_centred=True),
    "heading": Look("黑体", 16, 28, is_indented=True),
    "body": Look("仿宋", 16, 28, is_indented=True),
    "cell": Look("仿宋", 8.5, None),
    "note": Look("仿宋", 10.5, 16),
}


class Styles:
    """The styles of one document by what they are for; missing: a sentence for each that it lacked."""

    def __init__(self, document: Document, words: Words) -> None:
        """Find each style in the document, or make it there."""
        self._found: dict[str, ParagraphStyle] = {}
        self.missing: list[str] = []
        for id_, look in LOOKS.items():
            style = _named(document, id_, WD_STYLE_TYPE.PARAGRAPH)
            if style is None:
                name = words(f"bulletin.style_{id_}")
                self.missing.append(words("bulletin.template_missing_style", name=name))
                style = _made(document, name, _for(words.lang, id_, look), lang=words.lang)
            self._found[id_] = style
        self.table = _named(document, "table", WD_STYLE_TYPE.TABLE)
        if self.table is None:
            name = words("bulletin.style_table")
            self.missing.append(words("bulletin.template_missing_style", name=name))

    def __getitem__(self, id_: str) -> ParagraphStyle:
        """Return the style for a title, heading, body, cell or note."""
        return self._found[id_]


def _for(lang: str, id_: str, look: Look) -> Look:
    if lang == "zh" or id_ not in LATIN_SIZES:
        return look
    size = LATIN_SIZES[id_]
    return look._replace(size=size, line=look.line and size * 1.5)


def _named(document: Document, id_: str, kind: WD_STYLE_TYPE) -> ParagraphStyle | None:
    """Return the document's style of that name in either language."""
    names = {text.words(lang)(f"bulletin.style_{id_}") for lang in text.LANGS}
    return next((s for s in document.styles if s.type == kind and s.name in names), None)


def _made(document: Document, name: str, look: Look, *, lang: str) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = next((s for s in document.styles if s.name == "Normal"), None)
    font, shape = style.font, style.paragraph_format
    font.name, font.size, font.bold = LATIN, Pt(look.size), look.is_bold
    style.element.rPr.rFonts.set(qn("w:eastAsia"), look.font)
    shape.space_before = shape.space_after = Pt(0)
    if look.line:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    if look.is_centred:
        shape.alignment, shape.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(look.size)
    if look.is_indented and lang == "zh":
        indent = style.element.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "200")
        indent.set(qn("w:firstLine"), str(int(look.size * 40)))
    shape.keep_with_next = name == text.words(lang)("bulletin.style_heading")
    return style


def colour(run: Run, hue: str) -> None:
    """Give a card's sign its colour; the sign and the word beside it tell it apart in print."""
    run.font.color.rgb = RGBColor.from_string(theme.hue(hue, "light")[1:])


def page(document: Document, sample: str) -> None:
    """Set A4 with the margins of official papers, the page number, and the mark of sample data at the top."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(footer)
    if sample:
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = header.add_run(sample)
        run.bold = True
        run.font.color.rgb = RGBColor.from_string(theme.palette("light").behind[1:])
        font(run)
    _name_fallbacks(document)


def font(run: Run, name: str = "黑体") -> None:
    """Set the Latin and the Chinese font of a run; python-docx by itself sets Latin only."""
    run.font.name = LATIN
    run._element.rPr.rFonts.set(qn("w:eastAsia"), name)


def _page_number(paragraph: Paragraph) -> None:
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = instruction or None
        run._element.append(element)
        run.font.size, run.font.name = Pt(10.5), LATIN


def _name_fallbacks(document: Document) -> None:
    """Name other fonts for each Chinese one, in the part of the file that is made for it."""
    part = next((p for p in document.part.package.iter_parts() if p.partname == "/word/fontTable.xml"), None)
    if part is None:
        return
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", entries.encode("utf-8") + b"</w:fonts>")
