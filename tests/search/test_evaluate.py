"""Whatever is asked, the real engine finds what one finds that offers every document whole."""

from hypothesis import example, given
from hypothesis import strategies as st

from search.ask import literal_passages
from search.options import SearchOptions
from search.question import prepare
from tests.indexer.engines import change, memory, reading, whoosh
from tests.indexer.libraries import Content, content, libraries

LETTERS = "碳中和達达峰氣气的"
pieces = st.text(alphabet=LETTERS, min_size=1, max_size=5)
letter = st.sampled_from(LETTERS)
words = st.sampled_from(["climate", "change", "run*", "cl?mate", "2060", "climate change"])
terms = st.one_of(
    st.builds("“{}”".format, pieces | words),
    pieces,
    st.builds("/{}.{{0,3}}{}/".format, letter, letter),
    st.builds("/[{}{}].?[{}{}]/".format, letter, letter, letter, letter),
    st.builds("/[{}{}]\\w*/".format, letter, letter),
    st.builds("({} NEAR/2 {})".format, pieces, pieces),
    st.builds("({} OR {})".format, pieces, pieces),
)
queries = st.lists(terms, min_size=1, max_size=3).map(" ".join)
ACROSS = content("a.txt", "开头碳中和甲说乙，然后是丙。", [9])


@given(library=libraries, query=queries)
@example(library=[ACROSS], query="“碳中和甲” /[乙丁].{0,9}[丙丑]/")
@example(library=[ACROSS], query="“碳中和甲” “说乙，然”")
@example(library=[ACROSS], query="(碳中 OR 和甲) (“乙，然” OR “说乙，”)")
def test_the_same_passages(library: list[Content], query: str) -> None:
    found = []
    for opened in (memory, whoosh):
        with opened() as engine:
            change(engine, library)
            with reading(engine) as reader:
                found.append(list(literal_passages(reader, prepare(query, reader, dict, SearchOptions()))))
    expected, ours = found
    assert ours == expected


def test_a_term_that_the_index_cannot_narrow_may_run_on() -> None:
    """What stands beside it narrows the passages in which it begins, not those into which it runs."""
    with whoosh() as engine:
        change(engine, [ACROSS])
        with reading(engine) as reader:
            asked = prepare("“碳中和甲” /[乙丁].{0,9}[丙丑]/", reader, dict, SearchOptions())
            assert list(literal_passages(reader, asked)) == [0]
