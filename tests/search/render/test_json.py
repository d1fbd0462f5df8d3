import json
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Document, Passage
from search.model import Results
from search.render.json import count_objects, dump, hit_object, shown_object
from search.summaries import Counts, DocumentCount

PROMISED = (
    "rank tier score id path page paragraph line_start line_end start end text line matches others title authors date url "
    "lang script"
)


def test_a_hit_has_all_keys_and_its_offsets_cut_the_document(results: Results, documents: tuple[Document, ...]) -> None:
    for hit in results.hits:
        found = json.loads(dump(hit_object(hit)))
        text = next(each.text for each in documents if each.path == found["path"])
        assert set(PROMISED.split()) <= set(found)
        assert text[found["start"] : found["end"]] == found["text"]
        cut = {text[start:end] for start, end in found["matches"]}
        shown = {found["snippet"]["text"][start:end] for start, end in found["snippet"]["marks"]}
        assert cut == shown


def test_golden(results: Results, golden: Callable[[str, str], None]) -> None:
    golden("hits.jsonl", "".join(dump(hit_object(hit)) + "\n" for hit in results.hits))


def test_a_shown_passage_has_its_neighbours(passages: tuple[Passage, ...], documents: tuple[Document, ...]) -> None:
    found = json.loads(dump(shown_object(passages[1], documents[0].bib, passages[:3])))
    assert (found["id"], [each["id"] for each in found["before"]], [each["id"] for each in found["after"]]) == (
        passages[1].id,
        [passages[0].id],
        [passages[2].id],
    )


def test_counts_end_with_the_whole() -> None:
    counts = Counts((DocumentCount("a.txt", 2), DocumentCount("b.txt", 1)), total=3, verified=5)
    assert count_objects(counts) == [
        {"path": "a.txt", "occurrences": 2},
        {"path": "b.txt", "occurrences": 1},
        {"total": 3, "documents": 2, "verified": 5},
    ]


@given(st.text(st.characters(exclude_categories=())))
def test_every_line_is_safe_to_print_and_loses_nothing(text: str) -> None:
    line = dump({"text": text})
    line.encode("utf-8")
    assert len(line.splitlines()) == 1
    assert not any(ord(each) < 0x20 or 0x7F <= ord(each) < 0xA0 for each in line)
    assert json.loads(line) == {"text": text}


def test_file_names_that_are_not_utf8_survive(results: Results) -> None:
    hit = results.hits[0]
    passage = replace(hit.passage, locator=replace(hit.passage.locator, path="caf\udce9.txt"))
    line = dump(hit_object(replace(hit, passage=passage)))
    assert json.loads(line.encode("utf-8"))["path"] == "caf\udce9.txt"
