import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bib import bib_from_fields, complete
from corpus.dates import iso_date
from corpus.model import Bib


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fri, 12 Nov 2021 08:04:09 GMT", "2021-11-12"),
        ("2023-12-10 23:33:03", "2023-12-10"),
        ("2020-01-01T00:00:00+08:00", "2020-01-01"),
        ("2021 年 1 月 28 日", "2021-01-28"),
        ("2021年4月", "2021-04"),
        ("2021", "2021"),
        ("2021-01", "2021-01"),
        ("2021/1/8", "2021-01-08"),
        ("20210128", "2021-01-28"),
        ("二〇二一年十二月二十三日", "2021-12-23"),
        ("民國110年1月28日", "2021-01-28"),
        ("Nov. 12, 2021", "2021-11-12"),
        ("12th of November 2021", "2021-11-12"),
        ("May 2020", "2020-05"),
        ("2021-02-30", "2021-02"),
        ("2021-13-01", "2021"),
        ("0000-00-00", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_become_iso_of_the_precision_they_have(text: str, expected: str) -> None:
    assert iso_date(text) == expected


@given(st.text())
def test_no_text_is_too_odd_for_a_date(text: str) -> None:
    assert len(iso_date(text)) in (0, 4, 7, 10)


def test_fields_are_known_by_many_names_and_the_better_one_wins() -> None:
    bib = bib_from_fields(
        {
            "date_saved": "2023-01-02",
            "Published": "2022",
            "作者": "林知远；陈思",
            "source": "https://a.org/b",
            "DOI": "10.1/x",
        },
        origin="front matter",
    )
    assert (bib.date, bib.authors, bib.url, bib.container) == ("2022", ("林知远", "陈思"), "https://a.org/b", "")
    assert bib.extra == (("DOI", "10.1/x"),)
    assert dict(bib.origins)["issued"] == "front matter"


@given(
    st.recursive(st.none() | st.text(max_size=5) | st.integers(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_any_value_makes_a_record_of_single_lines(value: object) -> None:
    bib = bib_from_fields({"title": value, "author": value, "date": value, "other": value}, origin="x")
    for text in (bib.title, bib.date, *bib.authors, *(text for pair in bib.extra for text in pair)):
        assert "\n" not in text


@pytest.mark.parametrize(
    ("headings", "text", "title"),
    [
        (("潮水",), "别的", "潮水"),
        ((), "堤坝与潮水\n\n水位一年年升高。", "堤坝与潮水"),
        ((), "\n\n  # The Harbour\n\nIt rises.", "The Harbour"),
        ((), "水位一年年升高，堤坝也一年年加高。\n\n给水留出地方\n\n湿地能够储存碳。", "给水留出地方"),
        ((), "水位一年年升高，堤坝也一年年加高。", "水位一年年升高，堤坝也一年年加高。"),
        ((), " \n", "tide"),
        (("目 录", "潮水"), "别的", "潮水"),
        ((), "渡口用地标准（2020 年版）\n\n173\n\n表 7.5 渡口的用地\n\n渡口分为两级。", "渡口用地标准（2020 年版）"),
        (
            (),
            "水位一年年升高，堤坝也一年年加高。\n\n表 2 水位\n\n给水留出地方\n\n湿地能够储存碳。",
            "给水留出地方",
        ),
        ((), "⽬录 ⽬录\n\n前言 5\n\n水位 7", "tide"),
        ((), "Table of Contents\n\nPreface 5\n\nTides 7", "tide"),
        ((), "封面\n\n版 权 页\n\n堤坝与潮水\n\n水位一年年升高。", "堤坝与潮水"),
    ],
)
def test_a_missing_title_is_found_in_the_text_or_the_name(headings: tuple[str, ...], text: str, title: str) -> None:
    assert complete(Bib(), headings=headings, text=text, path="a/tide.txt").title == title


def test_the_row_of_a_table_is_no_title() -> None:
    text = "步骤\t经文\n\n身份证\n\n一\t水位一年年升高"
    assert complete(Bib(), headings=(), text=text, path="tide.docx", structured=True).title == "tide"


def test_a_guessed_title_is_of_bounded_length() -> None:
    for text in ("水" * 5000, "word " * 2000, "水，" * 4000):
        assert len(complete(Bib(), headings=(), text=text, path="a.txt").title) <= 101


def test_a_sites_name_is_cut_off_where_a_heading_shows_that_it_may_be() -> None:
    bib = Bib(title="潮水 - 海岸网")
    cut = complete(bib, headings=("潮水",), text="", path="a.md")
    assert (cut.title, cut.container) == ("潮水", "海岸网")
    assert complete(bib, headings=("别的",), text="", path="a.md").title == "潮水 - 海岸网"


def test_a_record_has_characters_and_not_radicals() -> None:
    assert complete(Bib(), headings=("⽔與堤壩",), text="", path="a.pdf").title == "水與堤壩"
