"""Analysis: from documents and passages to a batch of columns and inverted lists.

This is what worker processes do: folding, simplifying, cutting into words, taking grams, inverting, and encoding texts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from corpus.fold import fold
from indexer.batch import Batch, Inverted, PassageColumns
from indexer.columns import columns_of, places_of, rows_of, tile_bytes
from indexer.fold_array import simplified_codes
from indexer.invert import invert_letters, invert_terms, lengths
from indexer.keys import BANDS, GRAMS, OPEN, WORDS
from indexer.pieces import PIECE
from indexer.record import encode
from indexer.signature import signatures
from indexer.stem import stem
from indexer.terms import WORD_LIMIT
from indexer.terms_array import Stretch, han_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from corpus.model import Document, Passage
    from indexer.columns import Row
    from indexer.pieces import Piece
    from indexer.terms_array import Letters, Words

_STRETCH = PIECE
"""Code points analysed at a time."""
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
    terms = _Terms(tiles, segmenter)
    for first, last in _stretches(tiles):
        terms.add(_before(tiles, first), first, last, _after(tiles, last))
    kinds: dict[tuple[str, str], int] = {}
    records: list[bytes] = []
    rows: list[Row] = []
    for document, passages in documents:
        places = places_of(document)
        rows += rows_of(passages, places, kinds)
        ordinal, blank = (passages[0].ordinal, "") if passages else (0, document.text)
        records.append(encode(document, len(document.text), places, ordinal, blank))
    counts = [len(passages) for _, passages in documents]
    batch = terms.batch([document for document, _ in documents], records, counts, rows, kinds)
    return replace(batch, characters=sum(len(document.text) for document, _ in documents))


def analyse_piece(piece: Piece, segmenter: Segmenter) -> Batch:
    """Prepare a piece of a large document, as ``analyse`` does a whole one."""
    shares = zip(piece.tiles, piece.passages, strict=True)
    last = len(piece.tiles) - 1 if piece.is_last else -1
    tiles = [_Tile(number, text, passage.text, number == last) for number, (text, passage) in enumerate(shares)]
    terms = _Terms(tiles, segmenter)
    terms.add(piece.before, 0, len(tiles), piece.after)
    kinds: dict[tuple[str, str], int] = {}
    places = places_of(piece.document)
    rows = rows_of(piece.passages, places, kinds)
    if not piece.is_last:
        batch = terms.batch([], [], [], rows, kinds)
        return replace(batch, resumes=piece.resumes, unfinished=len(tiles))
    record = encode(piece.document, piece.characters, places)
    batch = terms.batch([piece.document], [record], [piece.passages_in_all], rows, kinds)
    return replace(batch, resumes=piece.resumes)


class _Terms:
    """The terms of tiles, gathered a stretch at a time, and what becomes of the tiles otherwise."""

    def __init__(self, tiles: Sequence[_Tile], segmenter: Segmenter) -> None:
        self._tiles = tiles
        self._segmenter = segmenter
        self._grams: list[Inverted] = []
        self._words: list[Inverted] = []
        self._flags = np.zeros(len(tiles), np.uint8)
        self._solid = np.zeros(len(tiles), np.uint32)
        self._keys = np.zeros((len(tiles), BANDS), np.uint32)

    def add(self, before: str, first: int, last: int, after: Iterable[str]) -> None:
        """Take the terms that begin in tiles ``first`` to ``last - 1``; what stands around them is as for ``_stretch``."""
        tiles = self._tiles[first:last]
        stretch = _stretch(before, tiles, after)
        self._solid[first:last] = stretch.solid(last - first, first)
        self._keys[first:last] = signatures(stretch, first, last)
        letters, pairs_over = stretch.letters(first, last)
        latin, words_over = stretch.words(first, last)
        self._flags[pairs_over] |= OPEN
        self._flags[words_over] |= OPEN
        self._grams += _grams(letters, latin)
        self._words.append(_words(stretch.words_by_passage(first, last, latin), tiles, self._segmenter))

    def batch(
        self,
        documents: Sequence[Document],
        records: Sequence[bytes],
        counts: Sequence[int],
        rows: Sequence[Row],
        kinds: Mapping[tuple[str, str], int],
    ) -> Batch:
        """All of it, with the documents that end in the tiles and how many passages each has."""
        encoded = [tile_bytes(tile.text) for tile in self._tiles]
        self._flags |= np.fromiter((flag for flag, _ in encoded), np.uint8, len(encoded))
        fields = {GRAMS: tuple(self._grams), WORDS: tuple(self._words)}
        return Batch(
            records=tuple(records),
            document_ids=tuple(document.id for document in documents),
            paths=tuple(document.path for document in documents),
            passage_counts=np.array(counts, np.uint32),
            passages=PassageColumns(
                **columns_of(rows),
                flags=self._flags,
                tiles=np.fromiter((len(data) for _, data in encoded), np.uint32, len(encoded)),
                solid=self._solid,
                signatures=self._keys,
            ),
            kinds=tuple(kinds),
            texts=b"".join(data for _, data in encoded),
            fields=fields,
            lengths={name: lengths(parts, len(encoded)) for name, parts in fields.items()},
            characters=sum(len(tile.text) for tile in self._tiles),
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


def _before(tiles: Sequence[_Tile], first: int) -> str:
    """The last folded code point of the document in front of a tile; none where the document begins there."""
    while first and not tiles[first - 1].ends:
        first -= 1
        if folded := fold(tiles[first].text):
            return folded[-1]
    return ""


def _after(tiles: Sequence[_Tile], number: int) -> Iterator[str]:
    """The tiles from this one on to the end of the document that begins in front of it; none where it ends there."""
    while number < len(tiles) and not tiles[number - 1].ends:
        yield tiles[number].text
        number += 1


def _stretch(before: str, tiles: Sequence[_Tile], after: Iterable[str]) -> Stretch:
    """The folded stretch of tiles, with as much before and after as a gram can reach.

    Before: one code point, to tell whether the stretch begins inside a word. After: to the first tile that holds more
    than a gram's length besides white space, or the end of the document.
    """
    first, last = tiles[0].number, tiles[-1].number
    texts, owners = ([before], [first - 1]) if before else ([], [])
    for tile in tiles:
        texts.append(tile.text)
        owners.append(tile.number)
        if tile.ends:
            texts.append(_SEPARATOR)
            owners.append(tile.number)
    reach = 0
    for number, text in enumerate(after, last + 1):
        if reach >= WORD_LIMIT:
            break
        texts.append(text)
        owners.append(number)
        reach += sum(map(len, fold(text).split()))
    return Stretch.of(texts, owners)


def _grams(letters: Letters, words: Words) -> list[Inverted]:
    """The inverted lists of grams."""
    index = _Index()
    ids = index.ids(words.vocabulary, lambda distinct: [word[:WORD_LIMIT] for word in distinct])[words.ids]
    parts = [*invert_letters(letters), invert_terms(ids, words.owners, index.terms)]
    return [part for part in parts if len(part.keys)]


def _words(latin: Words, tiles: Sequence[_Tile], segmenter: Segmenter) -> Inverted:
    """The inverted lists of stems and of words cut from Han runs, each passage by itself."""
    runs, places = han_runs(simplified_codes(_SEPARATOR.join(tile.passage for tile in tiles)))
    words, counts = segmenter.cut_all(runs)
    starts = np.cumsum([0, *(len(tile.passage) + 1 for tile in tiles)])
    runs_in = np.searchsorted(starts, places, side="right") - 1 + (tiles[0].number if tiles else 0)
    index = _Index()
    ids = np.concatenate((index.ids(latin.vocabulary, _stems)[latin.ids], index.ids(words, _folded)))
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

    def ids(self, words: Sequence[str], normal: Callable[[Sequence[str]], Sequence[str]]) -> NDArray[np.uint32]:
        """The numbers of the words, once made normal: the different ones together, in the order in which they are met."""
        distinct = [*dict.fromkeys(words)]
        numbers = self._numbers
        normalised = zip(distinct, normal(distinct), strict=True)
        known = {word: numbers.setdefault(term, len(numbers)) for word, term in normalised}
        return np.fromiter(map(known.__getitem__, words), np.uint32, len(words))


def _stems(words: Sequence[str]) -> Sequence[str]:
    return [*map(stem, words)]


def _folded(words: Sequence[str]) -> Sequence[str]:
    """Words folded together: folding knows no context, and leaves the ends of lines, which no word has, as they are."""
    return fold("\n".join(words)).split("\n") if words else []
