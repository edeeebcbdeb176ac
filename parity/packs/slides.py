"""A pack as slides: one question a slide, with charts that can be edited, its limits in the speaker's notes."""

import io
from datetime import datetime, time
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE as TYPE
from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt
from xlsxwriter import Workbook

from parity.packs import carried, stamp
from parity.packs.claims import Claim, Pack
from parity.packs.pdf import axis as pdf_axis
from parity.packs.picture import STATES, Picture

WIDE, HIGH, MARGIN = Cm(33.867), Cm(19.05), Cm(1.6)
INK, SOFTER, ENGAGED, PANEL, TARGET, BAND = (RGBColor.from_string(each) for each in
                                             ("14202B", "55636F", "0B5394", "F1F4F6", "9A4A00", "B9CDE0"))  # fmt: skip
FONT = "Arial"  # on every machine; the shipped font would not be
LONGEST = 340  # letters of a finding set in the larger size


class TextsAsWritten(CategoryChartData):
    """The figures of a chart, whose workbook takes no text for a formula or a link: a label may begin with `=`."""

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind the chart."""
        out = io.BytesIO()
        with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
            CategoryWorkbookWriter(self)._populate_worksheet(book, book.add_worksheet())
        return out.getvalue()


def slides(pack: Pack) -> bytes:
    """The pack as PPTX: a title, what is known on one slide, a slide for each question, and how it was worked out."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    deck.core_properties.title = plain_letters(stamp.title(pack))[:255]
    deck.core_properties.author = "Parity"
    deck.core_properties.subject = plain_letters(stamp.summary(pack))[:255]
    deck.core_properties.language = "en-GB"
    deck.core_properties.created = deck.core_properties.modified = datetime.combine(pack.made, time())
    _title(deck, pack)
    _summary(deck, pack)
    for claim in pack.claims:
        _claim(deck, pack, claim)
    _sources(deck, pack)
    out = io.BytesIO()
    deck.save(out)
    return carried.put_in(out.getvalue(), stamp.recipe(pack))


def notes(claim: Claim, pack: Pack) -> str:
    """What the speaker has to hand: what the figure does not show, what would change it, where it comes from."""
    named = pack.sources.set_index("source_code")["title"]
    sources = "; ".join(named[code] for code in claim.sources if code in named.index)
    lines = [
        claim.sentence,
        f"What this does not show: {claim.not_shown}",
        f"What would change our mind: {claim.would_change}",
        f"Method: {claim.method}, in docs/methods.md." + (f" Source: {sources}." if sources else ""),
        f"The same figures: {claim.command}",
    ]
    return "\n".join([f"Added by whoever made this pack: {claim.own}", *lines] if claim.own else lines)


def _title(deck: Any, pack: Pack) -> None:
    slide = _slide(deck, pack, pack.subject.name, size=40)
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Cm(0.6), HIGH)
    bar.fill.solid()
    bar.fill.fore_color.rgb, bar.shadow.inherit = ENGAGED, False
    bar.line.fill.background()
    describe(bar, "", "")
    lines = [stamp.about(pack), *(f"{name}: {value}" for name, value in stamp.facts(pack))]
    if pack.illustrative:
        lines.insert(1, "Illustrative: some of the boards are invented; their names begin with Example.")
    if pack.asked.remark(""):
        lines.append(pack.asked.remark(""))
    _words(slide, "\n".join(lines), Cm(4.6), Cm(12), 20)
    slide.notes_slide.notes_text_frame.text = f"{stamp.summary(pack)} {stamp.READING}"


def _summary(deck: Any, pack: Pack) -> None:
    slide = _slide(deck, pack, "On one slide")
    rows = [("Question", "Figure", "Likely range", "Held against", "Finding")]
    rows += [
        (each.question, each.figure or "Not known", each.interval, each.reference, each.finding) for each in pack.claims
    ]
    _table(slide, rows, Cm(3.1), (8.6, 7.4, 4.4, 6.2, 4.0), 12, "The questions of this pack and their figures")
    slide.notes_slide.notes_text_frame.text = stamp.READING


def _claim(deck: Any, pack: Pack, claim: Claim) -> None:
    slide = _slide(deck, pack, claim.question)
    sentence = claim.sentence if claim.answered else f"{claim.sentence}\nWhat to ask for: {claim.would_change}"
    _words(slide, sentence, Cm(2.7), Cm(3.4), 20 if len(sentence) <= LONGEST else 15)
    if claim.picture is not None and claim.picture.kind == "against":
        _chart(slide, claim.picture)
    elif claim.picture is not None:
        _board(slide, claim.picture)
    elif claim.answered and len(claim.table):
        table = claim.table.head(9)
        rows = [(table.index.name or "", *map(str, table.columns))]
        rows += [(str(label), *map(str, cells)) for label, cells in zip(table.index, table.to_numpy(), strict=True)]
        every = len(rows[0])
        _table(slide, rows, Cm(6.6), (8.0, *((22.6 / (every - 1),) * (every - 1))), 12, claim.question)
    slide.notes_slide.notes_text_frame.text = notes(claim, pack)


def _sources(deck: Any, pack: Pack) -> None:
    slide = _slide(deck, pack, "Where the figures come from")
    lines = [f"{row.title}. {row.publisher}. {row.reference_date}." for row in pack.sources.itertuples()]
    lines += [stamp.READING, f"Every figure can be worked out again from Parity build {pack.build_id}: the command is in the "
              "notes of each slide, and python -m parity pack --verify FILE compares them all."]  # fmt: skip
    _words(slide, "\n".join(lines), Cm(3), Cm(14), 14)


def _slide(deck: Any, pack: Pack, title: str, size: int = 28) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[5])  # a title alone, so that every slide has one
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = MARGIN, Cm(0.7), WIDE - 2 * MARGIN, Cm(3.6 if size > 30 else 1.9)
    shape.text_frame.word_wrap = True
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _set(shape.text_frame, title, size, INK, bold=True)
    foot = f"{stamp.line(pack)}{' Illustrative: the boards are invented.' if pack.illustrative else ''}"
    box = slide.shapes.add_textbox(MARGIN, HIGH - Cm(1.25), WIDE - 2 * MARGIN, Cm(0.8))
    _set(box.text_frame, foot, 11, SOFTER)
    return slide


def _words(slide: Any, text: str, top: int, high: int, size: int) -> None:
    box = slide.shapes.add_textbox(MARGIN, top, WIDE - 2 * MARGIN, high)
    box.text_frame.word_wrap = True
    _set(box.text_frame, text, size, INK)


def _set(frame: Any, text: str, size: int, colour: RGBColor, bold: bool = False) -> None:
    frame.text = plain_letters(text)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(size / 4)
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
            run.font.color.rgb = colour


def _chart(slide: Any, picture: Picture) -> None:
    """A bar chart of the two shares of each row, with likely ranges, as the office program's own: its data can be edited."""
    rows = list(picture.rows)
    scale = 100 if picture.unit == "percent" else 1
    data = TextsAsWritten(number_format='0"%"' if picture.unit == "percent" else "0.0")
    data.categories = [plain_letters(f"{row.label}: {row.said}") for row in rows]
    series = [(picture.value_name, [row.value for row in rows])]
    if any(row.reference is not None for row in rows):
        series.append((picture.reference_name, [row.reference for row in rows]))
    for name, values in series:
        data.add_series(plain_letters(name).capitalize(), [None if each is None else each * scale for each in values])
    shape = slide.shapes.add_chart(TYPE.BAR_CLUSTERED, MARGIN, Cm(6.3), WIDE - 2 * MARGIN, Cm(11.3), data)
    describe(shape, picture.title, picture.alt)
    chart = shape.chart
    chart.font.size, chart.font.name = Pt(13), FONT
    chart.font.color.rgb = INK
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = SOFTER
    value = chart.value_axis
    value.minimum_scale, value.has_major_gridlines = 0, True
    value.major_gridlines.format.line.color.rgb = RGBColor.from_string("C9D1D8")
    value.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    value.maximum_scale = (
        scale
        * pdf_axis(
            max(each for row in rows for each in (row.value, row.upper, row.reference) if each is not None),
            picture.unit,
        )[0]
    )
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = (
        '0"%"' if scale == 100 else "General",
        False,
    )
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 55, 0
    for place, one in enumerate(plot.series):
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = ENGAGED if place == 0 else RGBColor.from_string("FFFFFF")
        one.format.line.color.rgb = ENGAGED if place == 0 else INK
    if any(row.lower is not None for row in rows):
        _ranges(plot.series[0], [(row.value, row.lower, row.upper) for row in rows], scale)


def _ranges(series: Any, figures: list[tuple], scale: int) -> None:
    """Likely ranges as the chart's own error bars, which python-pptx has no words for."""
    minus = [0 if None in each else max(0.0, (each[0] - each[1]) * scale) for each in figures]
    plus = [0 if None in each else max(0.0, (each[2] - each[0]) * scale) for each in figures]
    bars = etree.SubElement(series._element, qn("c:errBars"))
    for name, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        etree.SubElement(bars, qn(f"c:{name}")).set("val", value)
    for name, values in (("plus", plus), ("minus", minus)):
        held = etree.SubElement(etree.SubElement(bars, qn(f"c:{name}")), qn("c:numLit"))
        etree.SubElement(held, qn("c:formatCode")).text = "General"
        etree.SubElement(held, qn("c:ptCount")).set("val", str(len(values)))
        for place, each in enumerate(values):
            point = etree.SubElement(held, qn("c:pt"))
            point.set("idx", str(place))
            etree.SubElement(point, qn("c:v")).text = repr(float(each))
    line = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"))
    line.set("w", "19050")
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr")).set("val", "8A97A3")
    children = list(series._element)
    before = next(each for each in children if each.tag == qn("c:cat"))
    before.addprevious(bars)  # the order of a series' parts is fixed


def _board(slide: Any, picture: Picture) -> None:
    """The seats as shapes, in rows of ten, each kind apart by shape as well as tone, and a line for each kind."""
    order = list(STATES)
    seats = sorted(picture.seats, key=lambda each: (order.index(each.state), not each.designated))
    every = [(each.state, each.designated) for each in seats for _ in range(each.seats)]
    size, gap, top = Cm(1.35), Cm(1.75), Cm(7.2)
    made = []
    for place, (state, designated) in enumerate(every):
        made.append(_seat(slide, state, designated, MARGIN + gap * (place % 10), top + gap * (place // 10), size))
    group = slide.shapes.add_group_shape(made)
    describe(group, picture.title, picture.alt)
    at = Cm(7.2)
    if picture.parity:
        box = slide.shapes.add_textbox(Cm(20.5), at - Cm(0.6), Cm(11.5), Cm(1.2))
        _set(box.text_frame, f"Parity would be {stamp.either(picture.parity)} seats held", 18, TARGET, bold=True)
        at += Cm(1.0)
    for state, words in STATES.items():
        count = sum(each.seats for each in picture.seats if each.state == state)
        if count:
            describe(_seat(slide, state, False, Cm(20.6), at, Cm(0.9)), "", "")
            box = slide.shapes.add_textbox(Cm(21.8), at - Cm(0.15), Cm(10.4), Cm(1.2))
            box.text_frame.word_wrap = True
            _set(box.text_frame, f"{count} {words}", 14, INK)
            at += Cm(1.45)
    if any(each.designated for each in picture.seats):
        describe(_seat(slide, "other", True, Cm(20.6), at, Cm(0.9)), "", "")
        box = slide.shapes.add_textbox(Cm(21.8), at - Cm(0.1), Cm(10.4), Cm(1.1))
        box.text_frame.word_wrap = True
        _set(box.text_frame, "a seat set aside", 14, INK)


def _seat(slide: Any, state: str, designated: bool, left: int, top: int, size: int) -> Any:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE if state == "vacant" else MSO_SHAPE.OVAL, left, top, size, size)
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.rgb = ENGAGED if state == "held" else RGBColor.from_string("FFFFFF")
    shape.line.color.rgb = TARGET if designated else ENGAGED if state == "held" else SOFTER
    shape.line.width = Pt(4.5 if designated else 1.25)
    if state == "not_stated":
        _set(shape.text_frame, "?", 12, SOFTER)
        shape.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    return shape


def _table(slide: Any, rows: list[tuple], top: int, widths: tuple[float, ...], size: int, title: str) -> None:
    shape = slide.shapes.add_table(len(rows), len(rows[0]), MARGIN, top, WIDE - 2 * MARGIN, Cm(0.8) * len(rows))
    describe(shape, title, f"{title}: a table of {len(rows) - 1} rows.")
    shape.table.horz_banding = False
    for place, wide in enumerate(widths):
        shape.table.columns[place].width = Cm(wide)
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            cell = shape.table.cell(at, place)
            cell.margin_top = cell.margin_bottom = Cm(0.08)
            cell.fill.solid()
            cell.fill.fore_color.rgb = PANEL if at == 0 else RGBColor.from_string("FFFFFF")
            _set(cell.text_frame, str(text), size, INK if at else SOFTER, bold=at == 0 or place == 0)


def describe(shape: Any, title: str, alt: str) -> None:
    """Gives a shape its alternative text; "" for what only decorates."""
    named = shape._element.xpath(".//p:cNvPr")[0]
    named.set("descr", plain_letters(alt))
    named.set("title", plain_letters(title))


def plain_letters(text: str) -> str:
    """Text without the characters that no XML file may hold."""
    return "".join(
        each
        for each in text
        if each in "\n\t"
        or (ord(each) >= 32 and not 0xD800 <= ord(each) <= 0xDFFF and ord(each) not in (0xFFFE, 0xFFFF))
    )
