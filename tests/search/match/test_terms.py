import pytest

from corpus.errors import UsageError
from search.match import wildcard as wildcard_module
from tests.search.in_memory import library_of

TEXTS = {
    "zh.txt": ["推动碳达峰、碳中和。\n", "碳市场与中和反应。\n", "氣候變化與氣候危機，力争碳\n\n", "中和。"],
    "en.txt": [
        "Carbon neutrality by 2060. ",
        "Policies on neutral carbon; the policy's price. ",
        "Hydrocarbons emit CO2.",
    ],
}


def found(query: str) -> list[str]:
    """The matched texts, white space squeezed, in the order of the documents."""
    library = library_of(TEXTS)
    texts = {path: "".join(tiles) for path, tiles in TEXTS.items()}
    results = library.search(query, strict=True, limit=50)
    assert library.count(query, verify=True).total >= results.total
    hits = sorted(results.hits, key=lambda hit: (hit.passage.locator.path, hit.passage.ordinal))
    return ["".join(texts[h.passage.locator.path][m.start : m.end].split()) for h in hits for m in h.matches]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("氣候*", ["氣候", "氣候"]),
        ("碳?和", ["碳中和", "碳中和"]),
        ("碳*和", ["碳中和", "碳市场与中和", "碳中和"]),
        ("carbon*", ["Carbon", "carbon"]),
        ("*carbon*", ["Carbon", "carbon", "Hydrocarbons"]),
        ("neutr?l", ["neutral"]),
        ("c?2", ["CO2"]),
        ("xyz*", []),
    ],
)
def test_wildcards(query: str, expected: list[str]) -> None:
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [("carbn~", ["Carbon", "carbon"]), ("craobn~", []), ("craobn~2", ["Carbon", "carbon"]), ("nuetral~", ["neutral"])],
)
def test_misspelt_words(query: str, expected: list[str]) -> None:
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("carbon NEAR/1 neutral", ["Carbonneutrality", "neutralcarbon"]),
        ("carbon NEAR/0 price", []),
        ("carbon NEAR/3 price", ["carbon;thepolicy'sprice"]),
        ("price NEAR/3 carbon", ["carbon;thepolicy'sprice"]),
        ("碳 NEAR/3 中和", ["碳达峰、碳中和。碳", "碳市场与中和", "碳中和"]),
        ("(氣候危機 OR 反应) NEAR/4 力争", ["氣候危機，力争"]),
        ("推动 NEAR/2 反应", []),
    ],
)
def test_terms_close_to_one_another(query: str, expected: list[str]) -> None:
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("/碳.{0,5}和/", ["碳达峰、碳中和", "碳市场与中和", "碳中和"]),
        ("/碳(达峰|市場)/", ["碳达峰", "碳市场"]),
        (r"/\d{4}/", ["2060"]),
        (r"/\bcarbon\b/", ["Carbon", "carbon"]),
        ("/[a-z]+o2/", ["CO2"]),
        ("/co2|反应/", ["CO2", "反应"]),
        (r"碳 /中和\p{Han}/", ["碳", "中和反"]),
        ("/力争碳中和/", ["力争碳中和"]),
        ("/北京/", []),
    ],
)
def test_regular_expressions(query: str, expected: list[str]) -> None:
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "scanned"),
    [
        ("/碳.和/", []),
        ("/[a-z]+o2/", ["/[a-z]+o2/"]),
        ("/[a-z]+o2/ carbon", []),
        ("/[a-z]+o2/ OR carbon", ["/[a-z]+o2/"]),
        ("carbon -/x+/", ["/x+/"]),
        ("“。”", ["“。”"]),
    ],
)
def test_a_term_for_which_all_text_is_read_is_named(query: str, scanned: list[str]) -> None:
    warnings = library_of(TEXTS).search(query).warnings
    assert [warning.split(" has no ")[0] for warning in warnings] == scanned


def test_conditions_spare_a_scan_the_other_documents() -> None:
    results = library_of(TEXTS).search("path:en /[0-9]{4}/", strict=True)
    assert [hit.passage.locator.path for hit in results.hits] == ["en.txt"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("policy", ["Policies", "policy"]),
        ("policies", ["Policies", "policy"]),
        ('"policy"', ["policy"]),
        ("emits", ["emit"]),
        ("hydrocarbon", ["Hydrocarbons"]),
    ],
)
def test_keywords_are_inflected_and_phrases_are_not(query: str, expected: list[str]) -> None:
    assert found(query) == expected


def test_a_pattern_for_too_many_words_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wildcard_module, "MAX_FORMS", 2)
    with pytest.raises(UsageError, match=r"\*o\* stands for more than 2 words"):
        found("*o*")
