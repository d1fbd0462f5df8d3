"""Looking at the edges of matches says what a regular expression says that looks at them itself."""

import re

from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from search.match import literal
from search.match.whole_words import Edges, WholeWords

TEXTS = st.lists(
    st.sampled_from(["carbon", "tax", "a", "é", "_", "1", "碳", "中", " ", "\n", "-", "%", "カ", "ก"]), max_size=14
).map("".join)
edges = st.builds(Edges, st.booleans(), st.booleans())


def spans(pattern: re.Pattern[str] | WholeWords, text: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in pattern.finditer(text)]


@given(phrase=TEXTS, text=TEXTS, around=TEXTS)
def test_literal_phrases(phrase: str, text: str, around: str) -> None:
    matcher = literal(phrase)
    folded = fold(text + phrase + around + phrase)
    if matcher is None:
        return
    reference = re.compile(matcher.edges.around(matcher.expression))
    assert [(m.start(), m.end()) for m in matcher.pattern.finditer(folded)] == spans(reference, folded)
    for at in range(len(folded)):
        found, expected = matcher.pattern.search(folded, at), reference.search(folded, at)
        assert (found and (found.start(), found.end())) == (expected and expected.span())


@given(text=TEXTS, edges=edges)
def test_forms_of_a_word(text: str, edges: Edges) -> None:
    expression = "carbontax|carbon|tax"
    reference = re.compile(edges.around(f"(?:{expression})"))
    assert spans(WholeWords(re.compile(expression), edges), text) == spans(reference, text)
