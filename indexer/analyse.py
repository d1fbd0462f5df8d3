"""Analysis: from documents and passages to a batch of columns and inverted lists.

This is what worker processes do: folding, simplifying, cutting into words, taking grams, inverting, and encoding texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from corpus.fold import fold
from indexer.batch import Batch, Inverted, PassageColumns
from indexer.fold_array import simplified_codes
from indexer.invert import invert_letters, invert_terms, lengths, narrow
from indexer.keys import BANDS, GRAMS, OPEN, UTF16, WORDS
from indexer.passage_id import to_int
from indexer.record import Place, Record, encode
from indexer.signature import signatures
from indexer.stem import stem
from indexer.terms import WORD_LIMIT
from indexer.terms_array import Stretch, han_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from corpus.model import Document, Passage
    from indexer.terms_array import Letters, Words

_STRETCH = 1 << 20
"""Code points analysed at a time: enough for arrays to pay, little enough to bound the memory of a huge document."""
_SEPARATOR = "|"
"""Folds to itself, and is part of no gram and no word."""


class Segmenter(Protocol):
    """What cuts runs of Han characters into words."""

    @property
    def fingerprint(self) -> str:
        """What shapes the words: two segmenters of one fingerprint cut alike."""
        ...

    def cut_all(self, han_runs: Sequence[str]) -> tuple[Sequence[str], Sequence[int]]:
        """The words of runs of Han characters, and how many each has; a run's words joined are the run."""
        ...


def prepare(segmenter: Segmenter) -> None:
    """Load what the analysis of any text needs."""
    Stretch.of(["引得"], [0])
    segmenter.cut_all(han_runs(simplified_codes("引得"))[0])


class _Tile(NamedTuple):
    """A passage's share of its document. ``ends`` says that the document ends here."""

    number: int
    text: str
    passage: str
    ends: bool


def analyse(documents: Sequence[tuple[Document, Sequence[Passage]]], segmenter: Segmenter) -> Batch:
    """Prepare documents, each with all its passages in order, for an engine.

    The text is expected as ``Document`` and ``Passage`` promise it: passages in order, disjoint, with only white space
    outside them, ordinals counting on by one. Raises ValueError for a passage ID that is not ten digits of base 32.
    """
    tiles = list(_tiles(documents))
    kinds: dict[tuple[str, str], int] = {}
    grams: list[Inverted] = []
    words: list[Inverted] = []
    flags = np.zeros(len(tiles), np.uint8)
    solid = np.zeros(len(tiles), np.uint32)
    keys = np.zeros((len(tiles), BANDS), np.uint32)
    for first, last in _stretches(tiles):
        stretch = _stretch(tiles, first, last)
        solid[first:last] = stretch.solid(last - first, first)
        keys[first:last] = signatures(stretch, first, last)
        letters, pairs_over = stretch.letters(first, last)
        latin, words_over = stretch.words(first, last)
        flags[pairs_over] |= OPEN
        flags[words_over] |= OPEN
        grams += _grams(letters, latin)
        by_passage = stretch.words_by_passage(first, last, latin)
        words.append(_words(by_passage, tiles[first:last], segmenter))
    encoded = [_encoded(tile.text) for tile in tiles]
    flags |= np.fromiter((flag for flag, _ in encoded), np.uint8, len(tiles))
    records, columns = _columns(documents, kinds)
    fields = {GRAMS: tuple(grams), WORDS: tuple(words)}
    return Batch(
        records=tuple(records),
        document_ids=tuple(document.id for document, _ in documents),
        paths=tuple(document.path for document, _ in documents),
        passage_counts=np.fromiter((len(passages) for _, passages in documents), np.uint32, len(documents)),
        passages=PassageColumns(
            **columns,
            flags=flags,
            tiles=np.fromiter((len(data) for _, data in encoded), np.uint32, len(tiles)),
            solid=solid,
            signatures=keys,
        ),
        kinds=tuple(kinds),
        texts=b"".join(data for _, data in encoded),
        fields=fields,
        lengths={name: lengths(parts, len(tiles)) for name, parts in fields.items()},
        characters=sum(len(document.text) for document, _ in documents),
    )


def _tiles(documents: Iterable[tuple[Document, Sequence[Passage]]]) -> Iterator[_Tile]:
    number = 0
    for document, passages in documents:
        ends = [passage.locator.span.start for passage in passages[1:]] + [len(document.text)]
        start = 0
        for index, (passage, end) in enumerate(zip(passages, ends, strict=False), 1):
            yield _Tile(number, document.text[start:end], passage.text, index == len(passages))
            number, start = number + 1, end


def _stretches(tiles: Sequence[_Tile]) -> Iterator[tuple[int, int]]:
    first, size = 0, 0
    for tile in tiles:
        size += len(tile.text)
        if size >= _STRETCH:
            yield first, tile.number + 1
            first, size = tile.number + 1, 0
    if first < len(tiles):
        yield first, len(tiles)


def _stretch(tiles: Sequence[_Tile], first: int, last: int) -> Stretch:
    """The folded stretch of passages ``first`` to ``last - 1``, with as much before and after as a gram can reach.

    Before: one code point, to tell whether the stretch begins inside a word. After: to the first tile that holds more
    than a gram's length besides white space, or the end of the document.
    """
    texts: list[str] = []
    owners: list[int] = []
    before = first
    while before and not texts and not tiles[before - 1].ends:
        before -= 1
        if folded := fold(tiles[before].text):
            texts.append(folded[-1])
            owners.append(before)
    for tile in tiles[first:last]:
        texts.append(tile.text)
        owners.append(tile.number)
        if tile.ends:
            texts.append(_SEPARATOR)
            owners.append(tile.number)
    after, reach = last, 0
    while after < len(tiles) and not tiles[after - 1].ends and reach < WORD_LIMIT:
        texts.append(tiles[after].text)
        owners.append(after)
        reach += sum(map(len, fold(texts[-1]).split()))
        after += 1
    return Stretch.of(texts, owners)


def _grams(letters: Letters, words: Words) -> list[Inverted]:
    """The inverted lists of grams."""
    index = _Index()
    ids = index.ids(words.vocabulary, lambda word: word[:WORD_LIMIT])[words.ids]
    parts = [*invert_letters(letters), invert_terms(ids, words.owners, index.terms)]
    return [part for part in parts if len(part.keys)]


def _words(latin: Words, tiles: Sequence[_Tile], segmenter: Segmenter) -> Inverted:
    """The inverted lists of stems and of words cut from Han runs, each passage by itself."""
    runs, places = han_runs(simplified_codes(_SEPARATOR.join(tile.passage for tile in tiles)))
    words, counts = segmenter.cut_all(runs)
    starts = np.cumsum([0, *(len(tile.passage) + 1 for tile in tiles)])
    runs_in = np.searchsorted(starts, places, side="right") - 1 + (tiles[0].number if tiles else 0)
    index = _Index()
    ids = np.concatenate((index.ids(latin.vocabulary, stem)[latin.ids], index.ids(words, fold)))
    owners = np.concatenate((latin.owners, np.repeat(runs_in.astype(np.int32), counts)))
    in_order = np.argsort(owners, kind="stable")
    return invert_terms(ids[in_order], owners[in_order], index.terms)


class _Index:
    """Numbers terms in the order in which they are met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    @property
    def terms(self) -> list[str]:
        """The terms, by number."""
        return list(self._numbers)

    def ids(self, words: Sequence[str], normal: Callable[[str], str]) -> NDArray[np.uint32]:
        """The numbers of the words, once made normal."""
        known = _Known(self._numbers, normal)
        return np.fromiter(map(known.__getitem__, words), np.uint32, len(words))


class _Known(dict[str, int]):
    """The numbers of words; a word met for the first time is made normal and looked up in ``numbers``."""

    def __init__(self, numbers: dict[str, int], normal: Callable[[str], str]) -> None:
        super().__init__()
        self._numbers = numbers
        self._normal = normal

    def __missing__(self, word: str) -> int:
        number = self[word] = self._numbers.setdefault(self._normal(word), len(self._numbers))
        return number


def _encoded(tile: str) -> tuple[int, bytes]:
    """A tile in the shorter of two encodings, and its flag."""
    try:
        utf8 = tile.encode()
    except UnicodeEncodeError:  # lone surrogates: in UTF-16, two in a row would come back as one character
        return 0, tile.encode("utf-8", "surrogatepass")
    if len(utf8) <= len(tile) * 2:
        return 0, utf8
    utf16 = tile.encode("utf-16-le")
    return (UTF16, utf16) if len(utf16) < len(utf8) else (0, utf8)


def _columns(
    documents: Sequence[tuple[Document, Sequence[Passage]]], kinds: dict[tuple[str, str], int]
) -> tuple[list[bytes], dict[str, NDArray[np.unsignedinteger[Any]]]]:
    """The documents' records, and the columns that come from passages' own properties. Fills ``kinds``."""
    records: list[bytes] = []
    rows: list[tuple[int, ...]] = []
    for document, passages in documents:
        places: dict[Place, int] = {(page.number, page.label): i for i, page in enumerate(document.pages, 1)}
        for passage in passages:
            at = passage.locator
            place = 0 if at.page is None else places.setdefault((at.page, at.page_label), len(places) + 1)
            kind = kinds.setdefault((passage.language, passage.script), len(kinds))
            span = at.span
            number = to_int(passage.id)
            rows.append((number, span.start, span.end, at.paragraph, at.line_start, at.line_end, place, kind))
        records.append(
            encode(
                Record(
                    document,
                    characters=len(document.text),
                    places=tuple(places),
                    ordinal=passages[0].ordinal if passages else 0,
                    blank="" if passages else document.text,
                )
            )
        )
    names = ("ids", "starts", "ends", "paragraphs", "line_starts", "line_ends", "places", "kinds")
    table = np.array(rows, np.uint64).reshape(len(rows), len(names))
    return records, {name: narrow(table[:, i]) for i, name in enumerate(names)}
