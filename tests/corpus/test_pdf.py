"""PDF: pages and their labels, columns, running heads, broken words, and what cannot be read."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ReadError
from corpus.limits import Limits
from corpus.model import Document
from corpus.readers.content import Content, Source
from corpus.readers.pdf import read as read_pdf
from corpus.split import split
from tests.corpus.pdfs import Text, column, make_pdf

LEFT = [
    "水位一年一年地升高堤坝也",
    "一年一年地加高渡口的老人",
    "说他小时候的石阶如今已经",
    "看不见了只有退潮的时候才",
    "露出几级来孩子们在那里捉",
    "螃蟹大人们在那里洗衣服。",
]
RIGHT = [
    "从前的渡船用竹篙后来改用",
    "柴油机再后来有了大桥渡船",
    "就停了桥上的车一天比一天",
    "多桥下的水一天比一天浑浊",
    "到了冬天候鸟也不再来这里",
    "过冬只有几只白鹭还留着。",
]


def read(data: bytes, limits: Limits | None = None) -> Content:
    return read_pdf(Source(data, "a.pdf", limits=limits or Limits()))


def rows(left: Sequence[Text], right: Sequence[Text]) -> list[Text]:
    """Two columns as many programs draw them: across the page, line by line."""
    return [text for row in zip(left, right, strict=True) for text in row]


def test_columns_are_read_one_after_the_other() -> None:
    page = [
        Text(60, 740, "潮水与堤坝", 24),
        *rows(column(LEFT), column(RIGHT, x=320)),
        Text(60, 560, "下半页的标题从左边一直写到了右边这里才算完", 20),
        *rows(column(LEFT, top=520), column(RIGHT, x=320, top=520)),
    ]
    lines = read(make_pdf([page])).text.replace("\n\n", "\n").split("\n")
    assert lines == ["潮水与堤坝", *LEFT, *RIGHT, "下半页的标题从左边一直写到了右边这里才算完", *LEFT, *RIGHT]


def test_the_rows_of_a_table_stay_rows() -> None:
    years = column(["2020", "2021", "2022", "2023", "2024", "2025"])
    words = column(["较低", "很低", "较高", "很高", "较高", "较低"], x=320)
    assert read(make_pdf([rows(years, words)])).text.split("\n")[:2] == ["2020 较低", "2021 很低"]


def test_pages_have_the_labels_that_the_file_gives_or_prints() -> None:
    labelled = make_pdf(
        [column(LEFT), column(RIGHT), column(LEFT)],
        catalog="/PageLabels<</Nums[0<</S/r/St 4>>1<</S/D/St 1>>]>>",
    )
    assert [page.label for page in read(labelled).pages] == ["iv", "1", "2"]
    printed = make_pdf([[*column(LEFT), Text(290, 40, str(number))] for number in (87, 88, 89)])
    content = read(printed)
    assert [(page.number, page.label) for page in content.pages] == [(1, "87"), (2, "88"), (3, "89")]
    assert not any(character.isdigit() for character in content.text)


def test_a_sentence_runs_over_the_page_and_its_running_head() -> None:
    pages = [
        [Text(60, 760, f"渡口年鉴 第 {number} 期"), *column(each[:5]), Text(290, 40, str(number))]
        for number, each in enumerate((LEFT, RIGHT, LEFT[::-1], RIGHT[::-1]), 1)
    ]
    content = read(make_pdf(pages))
    assert content.text.count("渡口年鉴") == 1
    assert f"{LEFT[4]}\n{RIGHT[0]}" in content.text
    start = content.pages[2].start
    assert content.text[start:].startswith(LEFT[5])
    assert content.lines is not None
    assert content.lines[content.text.count("\n", 0, start)] == 2


def test_words_broken_at_line_ends_are_whole() -> None:
    lines = ["The word elec-", "tronic is whole, and so is self-evi-", "dent, and a low-", "lying plain is low-lying"]
    content = read(make_pdf([column(lines)]))
    assert (
        content.text
        == "The word elec\u00adtronic is whole, and so is self-evi-dent, and a low-lying plain is low-lying"
    )
    assert content.bib.title.startswith("The word electronic")


def test_raised_marks_of_notes_are_no_part_of_the_sentence() -> None:
    page = [
        *[Text(60, 700, "水位一年"), Text(108, 705, "[1,2]", 7), Text(122, 700, "年地升高"), Text(170, 705, "①②", 7)],
        *[Text(60, 680, "见文献[3]与①减排，面积为20平方米"), Text(264, 685, "2", 7), Text(268, 680, "的堤坝")],
        *[Text(60, 660, "Carbon"), Text(105, 665, "[12]", 7), Text(118, 660, "is f"), Text(136, 665, "(2)", 7)],
        *[Text(60, 605, "①②", 7), Text(74, 600, "渡口年鉴")],
    ]
    assert read(make_pdf([page])).text.split("\n") == [
        "水位一年年地升高",
        "见文献[3]与①减排，面积为20平方米2的堤坝",
        "Carbon is f (2)",
        "",
        "①②渡口年鉴",
    ]


def test_indents_and_white_space_part_paragraphs() -> None:
    first, *others = column(LEFT)
    page = [
        Text(84, first.y, first.text),
        *others,
        Text(84, 592, RIGHT[0]),
        *column(RIGHT[1:4], top=574),
        *column(LEFT, top=500),
    ]
    document = document_of(read(make_pdf([page])))
    assert [passage.locator.paragraph for passage in split(document)] == [1]
    assert document.text.split("\n")[6:8] == ["  " + RIGHT[0], RIGHT[1]]
    assert "\n\n" + LEFT[0] in document.text


def document_of(content: Content) -> Document:
    return Document("id", "a.pdf", content.text, pages=content.pages, lines=content.lines, format="pdf")


def test_passages_stand_on_their_pages_and_lines() -> None:
    long = [line[:-1] + "。" for line in (*LEFT, *RIGHT) * 3]
    document = document_of(read(make_pdf([column(long), column(long)], catalog="/PageLabels<</Nums[0<</S/D/St 7>>]>>")))
    passages = split(document)
    assert any(at.span.start < document.pages[1].start < at.span.end for at in (each.locator for each in passages))
    for passage in passages:
        at = passage.locator
        assert 1 <= at.line_start <= at.line_end <= len(long)
        assert at.page_label == str(7 + (at.span.start >= document.pages[1].start))
        line = passage.text.split("\n")[0]
        assert document.lines is not None
        assert long[at.line_start - 1].endswith(line)


def test_characters_beyond_the_first_plane_are_whole() -> None:
    assert read(make_pdf([column(["水𠮷𠀀野家渡口"])])).text == "水𠮷𠀀野家渡口"


def test_metadata_gives_the_record_unless_it_is_a_programs() -> None:
    info = {"Title": "潮水", "Author": "林知远", "CreationDate": "D:20210304120000Z"}
    bib = read(make_pdf([column(LEFT)], info)).bib
    assert (bib.title, bib.authors, bib.date) == ("潮水", ("林知远",), "2021-03-04")
    assert dict(bib.origins) == {
        "title": "PDF metadata",
        "author": "PDF metadata",
        "issued": "PDF metadata: created (guess)",
    }
    page = [Text(60, 740, "潮水与", 24), Text(60, 712, "堤坝", 24), *column(LEFT, top=660)]
    bib = read(make_pdf([page], {"Title": "Microsoft Word - 文档1.docx"})).bib
    assert (bib.title, dict(bib.origins)["title"]) == ("潮水与堤坝", "largest type (guess)")


def test_pages_without_text_are_named() -> None:
    content = read(make_pdf([column(LEFT), [], column(RIGHT), column(["\ue001\ue002\ue003\ue004"] * 6)]))
    assert content.defects == ("no text on page 2 of 4", "garbled text on page 4 of 4")
    assert "\ue001" not in content.text
    garbled = read(make_pdf([column(LEFT), column(["䋴䋮䋶糫蒭鍍伴俘緌鍍伴俘勢渡袱糫"])]))
    assert garbled.defects == ("garbled text on page 2 of 2",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_pdf([[], []]), "none of its 2 pages has a text layer"),
        (make_pdf([column(["\ue001\ue002"])]), "its only page is without text that can be told"),
        (make_pdf([]), "can be opened|damaged"),
        (b"", "damaged or no PDF"),
        (b"%PDF-1.4\n", "damaged or no PDF"),
        (
            make_pdf(
                [[]], trailer=f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'00' * 32}>/U<{'11' * 32}>>>"
            ),
            "locked with a password",
        ),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read(data)


def test_the_limit_on_pages_is_stated() -> None:
    with pytest.raises(ReadError, match="more than 2 pages; to read it all the same set YINDE_MAX_PAGES"):
        read(make_pdf([[]] * 3), Limits(pages=2))


@given(at=st.integers(0, 3000), bytes_=st.binary(min_size=1, max_size=40))
def test_damage_never_escapes_as_anything_but_a_read_error(at: int, bytes_: bytes) -> None:
    data = make_pdf([column(LEFT)])
    at %= len(data)
    try:
        content = read(data[:at] + bytes_ + data[at + len(bytes_) :])
    except ReadError:
        return
    assert content.lines is not None
    assert len(content.lines) == content.text.count("\n") + 1
