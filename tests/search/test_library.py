from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.errors import NotFoundError, QuerySyntaxError, UsageError
from corpus.fold import fold
from corpus.model import Bib
from search.match import find, literal
from search.options import Filters
from tests.search.in_memory import library_of

PIECE = st.sampled_from(
    [*"碳中和達达峰氣候后後乾𠀀𫝈⽔〇กé1，。「” \n\r\t\u3000\u00ad\u200b", "carbon", "Net", "\n\n", "e\u0301"]
)
TILE = st.lists(PIECE, min_size=1, max_size=8).map("".join)
CLIMATE = {
    "a.txt": ["推动碳达峰、碳中和。", "力争2060年前实现碳", "中和的目标。"],
    "b.txt": ["中國宣布碳達\n\n峰目標。", "Carbon neutrality by 2060. Carbon-neutral emissions."],
}
RECORDS = {"a.txt": Bib(title="双碳目标", authors=("林远山",), date="2021-03"), "b.txt": Bib(title="宣布", date="2022")}


def squeezed(text: str) -> str:
    return "".join(fold(text).split())


@given(st.lists(TILE, min_size=1, max_size=6), st.data())
def test_whatever_stands_in_a_document_is_found_also_over_passage_boundaries(
    tiles: list[str], data: st.DataObject
) -> None:
    text = "".join(tiles)
    start = data.draw(st.integers(0, len(text) - 1))
    phrase = text[start : data.draw(st.integers(start + 1, len(text)))]
    assume(not set('"“”「」') & set(phrase))
    matcher = literal(phrase)
    assume(matcher is not None)
    assert matcher is not None
    expected = list(find(matcher, text))
    library = library_of({"d.txt": tiles, "other.txt": ["气候"]})
    quoted = f'"{phrase}"'
    counts = library.count(quoted, verify=True)
    assert {d.path: d.occurrences for d in counts.documents}.get("d.txt", 0) == len(expected)
    results = library.search(quoted, limit=50, strict=True, every=True)
    assert results.total == len(results.hits)
    spans = {span for hit in results.hits for span in hit.matches}
    for span in expected:
        assert any(other.start <= span.start and span.end <= other.end for other in spans)
    for hit in results.hits:
        first = hit.passage.locator.span
        assert hit.passage.text == text[first.start : first.end] or hit.passage.locator.path == "other.txt"


@given(st.text(max_size=30))
def test_no_query_fails_but_by_a_syntax_error(query: str) -> None:
    library = library_of(CLIMATE)
    try:
        library.search(query)
        library.count(query, verify=True)
        library.files(query)
    except QuerySyntaxError:
        pass


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("碳中和", ["推动碳达峰、碳中和。", "力争2060年前实现碳"]),
        ("碳達峰", ["推动碳达峰、碳中和。", "中國宣布碳達\n\n峰目標。"]),
        ("碳达峰 碳中和", ["推动碳达峰、碳中和。"]),
        ("碳达峰 OR 2060", None),
        ("碳达峰 -中國", ["推动碳达峰、碳中和。"]),
        ("title:双碳 中和", ["推动碳达峰、碳中和。", "中和的目标。"]),
        ("碳 date:2022", ["中國宣布碳達\n\n峰目標。"]),
        ("author:林遠山 2060年", ["力争2060年前实现碳"]),
        ('"carbon neutral"', ["Carbon neutrality by 2060. Carbon-neutral emissions."]),
        ("北京", []),
    ],
)
def test_the_first_tier(query: str, expected: list[str] | None) -> None:
    results = library_of(CLIMATE, RECORDS).search(query, strict=True)
    texts = [hit.passage.text for hit in results.hits]
    assert sorted(texts) == sorted(expected) if expected is not None else len(texts) == 4
    assert all(hit.tier == 1 for hit in results.hits)
    assert results.total == len(texts)


def test_tiers_follow_each_other_and_pages_continue() -> None:
    library = library_of(CLIMATE)
    whole = library.search("碳中和", limit=10)
    assert [hit.tier for hit in whole.hits] == [1, 1, 3]
    assert [hit.rank for hit in whole.hits] == [1, 2, 3]
    assert whole.total == 2
    page = library.search("碳中和", limit=2, offset=1)
    assert page.hits == whole.hits[1:]
    assert library.search("碳中和", strict=True).hits == whole.hits[:2]


def test_conditions_hold_for_best_matches_too() -> None:
    results = library_of(CLIMATE, RECORDS).search("碳达峰问题 date:2022")
    assert {hit.passage.locator.path for hit in results.hits} == {"b.txt"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["a.txt", "a.txt", "b.txt"]),
        ({"languages": ("zh",)}, []),
        ({"languages": ("und", "zh")}, ["a.txt", "a.txt", "b.txt"]),
        ({"after": "2022"}, ["b.txt"]),
        ({"after": "2021-03"}, ["a.txt", "a.txt", "b.txt"]),
        ({"before": "2021"}, ["a.txt", "a.txt"]),
        ({"after": "2021-04", "before": "2021"}, []),
        ({"paths": ("a",)}, ["a.txt", "a.txt"]),
        ({"paths": ("A", "?.TXT")}, ["a.txt", "a.txt", "b.txt"]),
        ({"sort": "path"}, ["a.txt", "a.txt", "b.txt"]),
        ({"sort": "date"}, ["b.txt", "a.txt", "a.txt"]),
        ({"grouped": True, "sort": "date"}, ["b.txt", "a.txt"]),
    ],
)
@pytest.mark.parametrize("query", ["碳", "(碳)", "碳 OR 北京"])
def test_options_choose_and_order(options: dict[str, Any], expected: list[str], query: str) -> None:
    library = library_of(CLIMATE, RECORDS)
    results = library.search(query, strict=True, **options)
    assert [hit.passage.locator.path for hit in results.hits] == expected
    assert results.places == len(expected)
    assert results.documents == len(set(expected))
    filters = {name: value for name, value in options.items() if name in Filters.__annotations__}
    assert library.files(query, **filters) == tuple(sorted(set(expected)))


def test_grouped_results_show_a_document_once_whatever_the_tier() -> None:
    library = library_of(CLIMATE)
    results = library.search("碳达峰", grouped=True)
    assert [(hit.tier, hit.passage.locator.path, hit.others) for hit in results.hits] == [
        (1, "a.txt", 0),
        (1, "b.txt", 0),
    ]
    hits = library.search("碳中和 OR 2060", grouped=True, strict=True).hits
    assert sorted((hit.passage.locator.path, hit.others) for hit in hits) == [("a.txt", 1), ("b.txt", 0)]
    pages = [library.search("碳达峰的问题", grouped=True, limit=1, offset=at).hits for at in range(3)]
    assert [len(page) for page in pages] == [1, 1, 0]
    assert pages[0] + pages[1] == library.search("碳达峰的问题", grouped=True).hits


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("碳达峰 2060", 4),
        ("碳达峰 (2060 中和)", 5),
        ("2060 -中和 title:宣布", 1),
        ("碳达峰 AND 中和", 1),
        ("title:宣布", 2),
    ],
)
def test_any_word_suffices_and_conditions_still_hold(query: str, total: int) -> None:
    assert library_of(CLIMATE, RECORDS).search(query, any_word=True, strict=True).total == total


@pytest.mark.parametrize(
    "options", [{"after": "soon"}, {"before": "2021-13"}, {"languages": ("fr",)}, {"paths": ("",)}, {"sort": "size"}]
)
def test_options_without_a_meaning_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        library_of(CLIMATE).search("碳", **options)


def test_a_condition_takes_the_id_of_a_document_or_of_a_passage() -> None:
    library = library_of(CLIMATE)
    passage = library.search("中國").hits[0].passage
    for identity in (passage.document_id, passage.id, passage.id[:9].upper()):
        assert [hit.passage.locator.path for hit in library.search(f"碳 doc:{identity}", strict=True).hits] == ["b.txt"]
    assert library.search("碳 doc:zzzz", strict=True).total == 0


def test_a_hit_names_the_line_of_its_first_match() -> None:
    library = library_of({"a.txt": ["一行\n二行\n三行碳\n中和\n"], "b.txt": ["碳中和\r二行\r行碳"]})
    lines = {
        query: [hit.line for hit in library.search(query, strict=True, sort="path").hits]
        for query in ("碳中和", "行碳", "二行")
    }
    assert lines == {"碳中和": [3, 1], "行碳": [3, 3], "二行": [2, 2]}


@pytest.mark.parametrize(
    "query", ["碳达峰 carbon*", "軟體 -硬件", "/碳.和/", "碳达峰问题 date:2022", "crabon~", "碳 NEAR/3 目标", "。"]
)
def test_an_explained_search_finds_the_same_and_its_scores_add_up(query: str) -> None:
    library = library_of({**CLIMATE, **REGIONAL}, RECORDS)
    results = library.search(query, explained=True)
    explanation = results.explanation
    assert explanation is not None
    assert results.hits == library.search(query).hits
    assert library.search(explanation.read_as, explained=True).explanation == explanation
    for hit, scores in zip(results.hits, explanation.scores, strict=True):
        assert sum(each.score for each in scores) == pytest.approx(hit.score)
    assert explanation.scales == (None,) * len(results.hits)


def test_an_explanation_names_forms_and_what_was_read() -> None:
    explanation = library_of(CLIMATE).search("carbon* /碳.峰/", any_word=True, after="2000", explained=True).explanation
    assert explanation is not None
    assert explanation.read_as == "(carbon* OR /碳.峰/) date:2000-01-01.."
    assert [(term.text, term.kind, term.forms) for term in explanation.terms] == [
        ("carbon*", "wildcard", ("carbon",)),
        ("/碳.峰/", "regular expression", ()),
    ]
    assert [(done.terms, done.read, done.found) for done in explanation.lookups] == [
        (("carbon*",), 0, 1),
        (("/碳.峰/",), 5, 2),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("碳", {"a.txt": 3, "b.txt": 1}),
        ("碳 title:宣布", {"b.txt": 1}),
        ("碳 AND -date:2022", {"a.txt": 3}),
        ("path:a", {}),
    ],
)
def test_counts_heed_conditions(query: str, expected: dict[str, int]) -> None:
    counts = library_of(CLIMATE, RECORDS).count(query, verify=True)
    assert {each.path: each.occurrences for each in counts.documents} == expected
    assert counts.total == sum(expected.values())


class Alphabetic:
    """A segmenter that cuts every run into pairs from its second character."""

    fingerprint = "test"

    def cut(self, han_run: str) -> list[str]:
        return [han_run[:1], *(han_run[i : i + 2] for i in range(1, len(han_run), 2))]

    def cut_all(self, han_runs: list[str]) -> tuple[list[str], list[int]]:
        cuts = [self.cut(run) for run in han_runs]
        return [word for words in cuts for word in words], [len(words) for words in cuts]


@pytest.mark.parametrize("query", ["碳中和", "实现碳中和的目标", "中國", "carbon neutrality"])
def test_no_segmenter_changes_what_matches(query: str) -> None:
    ours, others = library_of(CLIMATE), library_of(CLIMATE, segmenter=Alphabetic())
    found = [{hit.passage.id for hit in library.search(query, strict=True).hits} for library in (ours, others)]
    assert found[0] == found[1]


def test_a_match_that_runs_over_its_passage_is_shown_whole() -> None:
    (hit,) = (hit for hit in library_of(CLIMATE).search("碳中和").hits if "2060" in hit.passage.text)
    assert "碳中和" in hit.snippet.text
    assert hit.passage.text.endswith("碳")


def test_a_short_id_suffices_and_an_unknown_one_is_named() -> None:
    library = library_of(CLIMATE)
    passage = library.search("2060年").hits[0].passage
    assert library.passage(passage.id[:9].upper()) == passage
    assert passage in library.neighbours(passage.id)
    assert library.document(passage).text == "".join(CLIMATE["a.txt"])
    with pytest.raises(NotFoundError, match="zzzz"):
        library.passage("zzzz")
    with pytest.raises(NotFoundError, match="short for 5"):
        library.passage("")


def test_documents_are_summed_up() -> None:
    summaries = library_of(CLIMATE, RECORDS).documents()
    assert [(s.path, s.passages, s.characters) for s in summaries] == [("a.txt", 3, 27), ("b.txt", 2, 64)]


REGIONAL = {"cn.txt": ["这款软件能核算排放。"], "tw.txt": ["這套軟體可盤查碳排。"], "x.txt": ["程序正义。"]}


def test_regional_words_come_second_and_say_so() -> None:
    library = library_of(REGIONAL)
    results = library.search("軟體", strict=True)
    assert [(h.tier, h.passage.locator.path, h.via) for h in results.hits] == [
        (1, "tw.txt", ()),
        (2, "cn.txt", ("软件",)),
    ]
    assert (results.total, results.total_expanded) == (1, 1)
    assert [(e.asked, e.also, e.kind) for e in results.expansions] == [("軟體", ("软件",), "regional")]
    cn = results.hits[1]
    assert [REGIONAL["cn.txt"][0][span.start : span.end] for span in cn.matches] == ["软件"]


@pytest.mark.parametrize("query", ['"軟體"', "「軟體」"])
def test_quoting_and_a_switch_turn_expansion_off(query: str) -> None:
    library = library_of(REGIONAL)
    assert library.search(query, strict=True).total_expanded == 0
    assert library.search("軟體", strict=True, expanded=False).expansions == ()
    assert [d.path for d in library.count("軟體").documents] == ["tw.txt"]


def test_expansion_never_changes_the_first_tier() -> None:
    library = library_of({**CLIMATE, **REGIONAL})
    for query in ("软件", "碳中和", "程序 正义", "排放 OR 信息"):
        on, off = (library.search(query, expanded=expanded) for expanded in (True, False))
        assert on.total == off.total
        assert [h.passage.id for h in on.hits if h.tier == 1] == [h.passage.id for h in off.hits if h.tier == 1]


@pytest.mark.parametrize("options", [{"sort": "size"}, {"translate": "off"}])
def test_a_value_that_an_option_has_not_is_an_error(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="take one of"):
        library_of({"a.txt": ["碳"]}).search("碳", **options)
