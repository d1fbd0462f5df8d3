"""Questions in both languages, as a user sees them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.model import Hit
from search.translate.translation import LIFTS
from tests.search.in_memory import library_of

TEXTS = {
    "zh-1.txt": ["全球要实现碳中和。", "银行给水坝贷款，利率很低。", "河岸上有一座山。"],
    "zh-2.txt": ["約翰·克里與解振華會談。", "碳中和與碳市場。", "学生研究大坝。"],
    "en-1.txt": ["The plan for carbon neutrality.", "Kerry met Xie Zhenhua.", "A bank lends to the dam."],
    "en-2.txt": ["The lake and the mountain.", "Students of the school.", "COP26 was in Glasgow."],
}


LIBRARY = library_of(TEXTS)


def search(query: str, translate: str = "always", **options: object) -> tuple[Hit, ...]:
    return LIBRARY.search(query, limit=50, translate=translate, **options).hits  # type: ignore[arg-type]


def second(query: str) -> dict[str, tuple[str, ...]]:
    """The passages of tier 2, each with what it was found through."""
    return {hit.passage.text: hit.via for hit in search(query) if hit.tier == 2}


def test_a_phrase_of_several_keywords_finds_its_translation() -> None:
    assert second("carbon neutrality") == {
        "全球要实现碳中和。": ("碳中和",),
        "碳中和與碳市場。": ("碳中和",),
    }
    results = LIBRARY.search("carbon neutrality", translate="always")
    assert [(each.asked, each.also, each.kind) for each in results.expansions] == [
        ("carbon neutrality", ("碳中和",), "translation")
    ]
    assert results.total == 1
    assert results.total_expanded == 2


def test_chinese_finds_english_in_whatever_form() -> None:
    assert second("碳中和") == {"The plan for carbon neutrality.": ("carbon neutrality",)}
    assert second("学生") == {"Students of the school.": ("student",)}
    assert second("湖 山") == {"The lake and the mountain.": ("lake", "mountain")}
    assert second("湖和山") == {"The lake and the mountain.": ("lake", "mountain")}


@pytest.mark.parametrize("query", ["约翰·克里", "约翰•克里", "克里", "約翰‧克里"])
def test_names_go_through_the_glossary(query: str) -> None:
    assert "Kerry met Xie Zhenhua." in second(query)


def test_names_and_numbers_pass_through() -> None:
    assert second("Kerry") == {"約翰·克里與解振華會談。": ("克里", "约翰·克里")}
    assert [hit.passage.text for hit in search("COP26")][:1] == ["COP26 was in Glasgow."]


def test_every_unit_has_to_be_there_in_translation() -> None:
    assert "A bank lends to the dam." in second("水坝 银行")
    assert not second("水坝 导演")


def test_senses_that_nothing_uses_fall_away() -> None:
    results = LIBRARY.search("bank", translate="always")
    also = {wording for each in results.expansions for wording in each.also}
    assert also == {"银行", "岸"}


def test_company_decides_between_senses() -> None:
    """轮流 is in no passage; of the banks the one that lends stands beside the loan."""
    results = LIBRARY.search("bank loan", translate="always")
    assert results.expansions[0].also[0] == "银行"
    assert next(hit for hit in results.hits if hit.tier > 1).passage.text == "银行给水坝贷款，利率很低。"


def test_a_director_is_not_a_directive() -> None:
    library = library_of({"a.txt": ["导演来了。", "指令下来了。"]})
    results = library.search("directives", translate="always")
    assert (results.hits[0].passage.text, results.hits[0].tier) == ("指令下来了。", 2)
    assert all(hit.tier == 3 for hit in results.hits[1:])


def test_a_noun_is_not_taken_for_its_verb() -> None:
    """What 贡献 means is to contribute, and then contribution."""
    library = library_of({"a.txt": ["他们有贡献。", "他们捐款。"]})
    assert {hit.passage.text: hit.tier for hit in library.search("contribution", translate="always").hits} == {
        "他们有贡献。": 2,
        "他们捐款。": 2,
    }


def test_a_single_character_stands_for_what_it_means_first() -> None:
    library = library_of({"a.txt": ["阅兵。", "他反思。", "太湖。"]})
    assert [hit.passage.text for hit in library.search("review", translate="always", strict=True).hits] == ["他反思。"]
    assert [hit.passage.text for hit in library.search("lake", translate="always", strict=True).hits] == ["太湖。"]


def test_capitals_that_read_like_function_words_are_names_in_one_direction() -> None:
    library = library_of({"a.txt": ["美国。", "我们。"], "b.txt": ["Let us go.", "The United States."]})
    found = {hit.passage.text for hit in library.search("US", translate="always", strict=True).hits}
    assert "美国。" in found
    assert "我们。" not in found
    found = {hit.passage.text for hit in library.search("美国", translate="always", strict=True).hits}
    assert found == {"美国。", "The United States."}


def test_pairs_of_characters_from_two_words_are_not_looked_up() -> None:
    """In 银河岸边 the characters of 河岸 belong to 银河 and 岸边."""
    library = library_of({"a.txt": ["银河岸边。"]})
    assert not library.search("riverside", translate="always", strict=True).hits
    assert library_of({"a.txt": ["在河岸上。"]}).search("riverside", translate="always", strict=True).hits


def test_best_matches_come_in_both_languages() -> None:
    """Two passages in English share more with the question than the one in Chinese."""
    texts = {
        "a.txt": ["The people of the city, and the carbon price."],
        "b.txt": ["The city and the carbon price."],
        "c.txt": ["碳价格。"],
    }
    writing = {"a.txt": ("en", "latn"), "b.txt": ("en", "latn"), "c.txt": ("zh", "hans")}
    library = library_of(texts, writing=writing)
    found = library.search("how do the people in a city change the carbon price", translate="always")
    assert [hit.passage.locator.path for hit in found.hits] == ["a.txt", "c.txt", "b.txt"]


@pytest.mark.parametrize("grouped", [False, True])
def test_an_explanation_in_two_languages_gives_the_scores_that_ordered_the_list(grouped: bool) -> None:
    texts = {
        "a.txt": ["The people of the city, and the carbon price.", "Nothing else."],
        "b.txt": ["The city and the carbon price."],
        "c.txt": ["碳价格。", "城市的人。"],
    }
    writing = {"a.txt": ("en", "latn"), "b.txt": ("en", "latn"), "c.txt": ("zh", "hans")}
    results = library_of(texts, writing=writing).search(
        "how do the people in a city change the carbon price", translate="always", grouped=grouped, explained=True
    )
    explanation = results.explanation
    assert explanation is not None
    factors = {}
    for hit, parts, scale in zip(results.hits, explanation.scores, explanation.scales, strict=True):
        assert scale is not None
        assert scale.language == hit.passage.language
        assert sum(part.score for part in parts) * scale.lift * scale.evening == pytest.approx(hit.score)
        factors[scale.language] = (scale.lift, scale.evening)
    assert factors["en"] == (1.0, 1.0)
    assert factors["zh"][0] == LIFTS["zh"]
    assert factors["zh"][1] > 1


def test_passages_as_asked_are_not_scaled() -> None:
    explanation = LIBRARY.search("carbon neutrality bank", translate="always", explained=True).explanation
    assert explanation is not None
    assert len(explanation.scales) == len(explanation.scores)
    results = LIBRARY.search("carbon", translate="always", explained=True)
    assert results.explanation is not None
    for hit, parts, scale in zip(results.hits, results.explanation.scores, results.explanation.scales, strict=True):
        assert (scale is None) == (hit.tier < 3)
        factor = scale.lift * scale.evening if scale else 1
        assert sum(part.score for part in parts) * factor == pytest.approx(hit.score)


def test_what_is_quoted_or_excluded_is_not_met_by_a_translation() -> None:
    assert not second("“碳中和”")
    assert not second("甲烷 -湖")


def test_off_means_off() -> None:
    for options in ({"translate": "never"}, {"translate": "always", "expanded": False}):
        results = LIBRARY.search("碳中和", **options)  # type: ignore[arg-type]
        assert not results.expansions
        assert results.total_expanded == 0


def test_auto_asks_in_a_language_the_library_holds() -> None:
    assert LIBRARY.search("碳中和").expansions == ()  # its passages are of no known language
    assert [each.also for each in LIBRARY.search("碳中和", translate="always").expansions] == [("carbon neutrality",)]


WORDS = [
    "碳中和",
    "carbon",
    "neutrality",
    "bank",
    "银行",
    "湖",
    "the",
    "Kerry",
    "COP26",
    "“山”",
    "-湖",
    "水坝贷款",
    "zzz",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join))
def test_no_literal_hit_is_lost_or_moved(query: str) -> None:
    plain = [hit.passage.id for hit in search(query, translate="never") if hit.tier == 1]
    hits = search(query)
    assert [hit.passage.id for hit in hits if hit.tier == 1] == plain
    assert [hit.tier for hit in hits] == sorted(hit.tier for hit in hits)
    assert len({hit.passage.id for hit in hits}) == len(hits)
    assert all(hit.via for hit in hits if hit.tier == 2)


CHINESE = library_of(
    {"zh.txt": ["全球要实现碳中和。", "银行给水坝贷款。", "克里在3D大厦。"]}, writing={"zh.txt": ("zh", "hans")}
)


@given(st.lists(st.sampled_from([*WORDS, "2030年", "3D", "年", "银行 OR bank"]), min_size=1, max_size=4).map(" ".join))
def test_where_only_english_is_translated_that_is_looked_at_first_and_changes_nothing(query: str) -> None:
    first = CHINESE.search(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.translate.translation._Work.has_latin", lambda *_: True)
        assert replace(CHINESE.search(query), elapsed=first.elapsed) == first
