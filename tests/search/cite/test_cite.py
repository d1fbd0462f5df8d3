"""Quotations and references of passages, from the examples."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns

import pyperclip
import pytest

from corpus.errors import NotFoundError
from corpus.fold import fold
from corpus.model import Passage, Span
from corpus.record.formats import read_records
from corpus.reflow import unwrap
from indexer.build import refresh
from search.cite.compose import Piece, compose
from search.cite.quote import quote, quote_matches
from search.cite.reference import references
from search.cite.stale import find_passage, remember
from search.cite.styles import STYLES
from search.cite.works import citing_of, quoted_hit, quoted_whole, records_of
from search.cli.cite import cite_hits
from search.cli.run import run
from search.library import Library, open_library
from tests.search.in_memory import library_of

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cite") / "examples"
    copytree(EXAMPLES, place, ignore=ignore_patterns(".yinde"))
    refresh(str(place))
    return place


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with open_library(folder) as opened:
        yield opened


def passages(library: Library) -> list[Passage]:
    reader = library.reader
    return [reader.passage(n) for d in reader.documents() for n in range(d.first, d.last + 1)]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def as_read(text: str) -> str:
    """A text without white space, overprinted glyphs read once."""
    return squeezed(unwrap(text).text)


def test_quoted_sentences_are_in_their_passage(library: Library) -> None:
    for passage in passages(library):
        middle = len(passage.text) // 2
        quotation = quote_matches(
            passage.text, [Span(0, 1), Span(middle, middle + 1), Span(len(passage.text) - 1, len(passage.text))]
        )
        at = 0
        text = as_read(passage.text)
        for part in quotation.parts:
            assert part
            at = text.index(squeezed(part), at) + len(squeezed(part))


def test_every_quotation_is_in_its_document(library: Library) -> None:
    for passage in passages(library):
        text = as_read(library.document(passage).text)
        for around in (0, 1):
            assert squeezed(quoted_whole(library, passage, around).text) in text


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_passage_can_be_cited_in_every_style(library: Library, style: object) -> None:
    chosen = passages(library)
    records = records_of(library, chosen)
    made = references(
        [citing_of(library, passage, quoted_whole(library, passage), records) for passage in chosen], style
    )  # type: ignore[arg-type]
    for passage, reference in zip(chosen, made, strict=True):
        quotation = quoted_whole(library, passage)
        printed = compose([Piece(quotation, reference)], "text")
        assert quotation.text in printed
        title = records[passage.locator.path].bib.title
        assert title[:4] in re.sub(r"<[^>]+>", "", reference.entry or reference.citation)
        assert not re.search(r"\.\.(?!\.)|,,|\s[,.](?=\s)|\(\)|\[\]|None", re.sub(r"https?://\S+", "", reference.entry))


def test_what_is_left_out_between_matches_is_marked() -> None:
    text = "第一句说碳中和。第二句说别的。\n第三句又说碳\n中和。"
    first, second = text.index("碳中和"), text.index("碳\n")
    quotation = quote_matches(text, [Span(first, first + 3), Span(second, second + 4)], language="zh", script="hans")
    assert quotation.text == "第一句说碳中和。……第三句又说碳中和。"
    assert quotation.marked == "“第一句说碳中和。……第三句又说碳中和。”"
    assert quote_matches("One. Two. Three.", [Span(0, 3), Span(10, 15)], language="en").text == "One. … Three."
    assert quote("碳達\n\n峰").text == "碳達峰"


HEADED = "老厂的最后一个冬天\n\n第一句说碳中和。第二句\n说别的。\n\n老厂以后\n\n第三句又说老厂。"


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        (["老厂"], "第三句又说老厂。"),
        (["冬天"], "老厂的最后一个冬天"),
        (["冬天", "碳中和"], "第一句说碳中和。"),
        ([], "第一句说碳中和。第二句说别的。\n老厂以后\n第三句又说老厂。"),
    ],
)
def test_a_quotation_does_not_begin_with_the_headline(words: list[str], quoted: str) -> None:
    matches = [Span(found.start(), found.end()) for word in words for found in re.finditer(word, HEADED)]
    quotation = quote_matches(HEADED, matches, structured=True, language="zh")
    assert quotation.text == quoted
    assert squeezed(HEADED[quotation.span.start : quotation.span.end]) == squeezed(quoted)


def test_the_rest_of_a_line_is_no_headline() -> None:
    """A passage that begins in mid-line, with a piece of a sentence that has no punctuation."""
    tiles = [
        "發達國家要五十年，我們只用三十年，已經很了不起了。",
        "我們會說到做\n到，全力爭取如期實現既定目標，一步也不退讓，一天也不耽誤，年年如此\n，歲歲如此。\n",
    ]
    library = library_of({"a.txt": tiles}, writing={"a.txt": ("zh", "hant")})
    for words in ("全力爭取", "說到做到"):
        (hit,) = library.search(words, strict=True).hits
        quotation = quoted_hit(library, hit)
        assert quotation.text == squeezed(tiles[1])
        assert quotation.text == quoted_whole(library, hit.passage).text
        assert quotation.span.start == len(tiles[0])


def test_a_list_of_short_lines_is_quoted_whole() -> None:
    terms = "碳中和\n\n碳达峰\n\n碳市场\n\n碳关税"
    assert quote(terms + "\n\n都是名词。", structured=True).text.startswith("碳中和\n碳达峰")
    assert quote(terms, structured=True).text == terms.replace("\n\n", "\n")
    assert quote("").text == ""


@pytest.mark.parametrize(
    ("notation", "printed"),
    [
        ("text", "“碳*中和。”¹\n\n“再见。”²\n\n1. A, “B.”\n2. C."),
        ("markdown", "“碳\\*中和。”[^1]\n\n“再见。”[^2]\n\n[^1]: A, “B.”\n[^2]: C."),
        ("org", "“碳*中和。”[fn:1]\n\n“再见。”[fn:2]\n\n[fn:1] A, “B.”\n[fn:2] C."),
        ("latex", "“碳*中和。”\\footnote{A, “B.”}\n\n“再见。”\\footnote{C.}"),
        (
            "html",
            (
                '<blockquote><p>“碳*中和。”<sup><a href="#note-1" id="ref-1">1</a></sup></p></blockquote>\n'
                '<blockquote><p>“再见。”<sup><a href="#note-2" id="ref-2">2</a></sup></p></blockquote>\n<ol class="notes">\n'
                '<li id="note-1">A, “B.” <a href="#ref-1">↩</a></li>\n<li id="note-2">C. <a href="#ref-2">↩</a></li>\n</ol>'
            ),
        ),
    ],
)
def test_notes_are_numbered(notation: str, printed: str) -> None:
    from search.cite.reference import Reference

    notes = [Reference(n, str(n), words, "", in_note=True, missing=()) for n, words in ((1, "A, “B.”"), (2, "C."))]
    words = [quote("碳*中和。", language="zh", script="hans"), quote("再见。", language="zh", script="hans")]
    assert compose([Piece(*pair) for pair in zip(words, notes, strict=True)], notation) == printed


def an_id(folder: Path, capsys: pytest.CaptureFixture[str], query: str) -> str:
    assert run(["search", "--json", "-n", "1", query, "--in", str(folder)]) == 0
    return str(json.loads(capsys.readouterr().out)["id"])


def test_the_command_prints_quotation_and_reference(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    passage_id = an_id(folder, capsys, "碳达峰")
    assert run(["cite", passage_id, "--in", str(folder), "--style", "apa"]) == 0
    whole = capsys.readouterr().out
    assert run(["cite", passage_id, "--in", str(folder), "--quote-only"]) == 0
    quotation = capsys.readouterr().out.rstrip("\n")
    assert run(["cite", passage_id, "--in", str(folder), "--style", "apa", "--no-quote"]) == 0
    reference = capsys.readouterr().out.rstrip("\n")
    assert whole.startswith(quotation)
    assert whole.rstrip("\n").endswith(reference.split("\n")[-1])
    assert run(["cite", passage_id, "--in", str(folder), "--quote-only", "--no-quote"]) == 2


def test_unknown_facts_are_said_with_the_command_to_supply_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passage_id = an_id(folder, capsys, "碳中和社區")
    assert run(["cite", passage_id, "--in", str(folder)]) == 0
    shown = capsys.readouterr()
    assert "[日期不詳]" in shown.out
    assert "yinde bib edit" in shown.err
    assert "date=YYYY-MM-DD" in shown.err


@pytest.mark.parametrize("kind", ["csl-json", "biblatex", "bibtex", "ris"])
def test_data_carries_the_quotation_and_its_place(folder: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    passage_id = an_id(folder, capsys, "碳达峰")
    assert run(["cite", passage_id, "--in", str(folder), "--style", kind, "--key", "mine"]) == 0
    (record,) = read_records(capsys.readouterr().out, kind)
    extra = dict(record.bib.extra)
    assert record.key == "mine"
    assert extra["annote"].startswith(extra["locator"] + ": “")
    assert "碳达峰" in squeezed(extra["annote"])


@pytest.mark.parametrize("kind", ["biblatex", "bibtex", "csljson"])
def test_pandoc_takes_the_data(folder: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """Another program reads the whole library's records and sets every one of them."""
    pypandoc = pytest.importorskip("pypandoc")
    ours = {"csljson": "csl-json"}.get(kind, kind)
    assert run(["bib", "export", "--in", str(folder), "--format", ours]) == 0
    data = capsys.readouterr().out
    records = read_records(data, ours)
    done = subprocess.run(
        [
            pypandoc.get_pandoc_path(),
            "--from",
            kind,
            "--to",
            "plain",
            "--citeproc",
            "--wrap=none",
            "--fail-if-warnings",
        ],
        input=data.encode(),
        capture_output=True,
        check=True,
    )
    printed = squeezed(done.stdout.decode())
    assert len(records) == sum(1 for path in EXAMPLES.iterdir() if path.is_file())
    for record in records:
        assert re.sub(r"\W", "", record.bib.title)[:8].lower() in re.sub(r"\W", "", printed).lower()


def test_a_stale_id_says_what_became_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("老电厂还有七年寿命，不能今天就拆。渡口从来不是终点。", "utf-8")
    (tmp_path / "b.txt").write_text("另一篇文章，说的是海上的风。", "utf-8")
    refresh(str(tmp_path))
    with open_library(tmp_path) as library:
        (passage,) = [passage for passage in passages(library) if passage.locator.path == "a.txt"]
        remember(library, [passage])
        assert find_passage(library, passage.id) == passage

    def fate() -> str:
        refresh(str(tmp_path))
        with open_library(tmp_path) as library, pytest.raises(NotFoundError) as raised:
            find_passage(library, passage.id)
        return str(raised.value)

    (tmp_path / "a.txt").write_text("老电厂还有九年寿命，不能今天就拆。渡口从来不是终点。", "utf-8")
    assert re.search(r"has been changed; the closest is passage \w+ of a\.txt, 9\d% alike", fate())
    (tmp_path / "a.txt").rename(tmp_path / "c.txt")
    (tmp_path / "c.txt").write_text(passage.text, "utf-8")
    assert "the same words are in c.txt" in fate()
    (tmp_path / "c.txt").unlink()
    assert "no longer in the library" in fate()
    with open_library(tmp_path) as library, pytest.raises(NotFoundError, match="no passage"):
        find_passage(library, "zzzzzzzzzz")


def test_hits_are_cited_by_the_sentences_that_hold_them(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    results = library.search("碳达峰", limit=3)
    printed = cite_hits(library, results, "gbt")
    assert capsys.readouterr().out == ""
    for hit in results.hits:
        assert "碳达峰" in squeezed(fold(printed))
        assert records_of(library, [hit.passage])[hit.passage.locator.path].bib.title in printed
    assert squeezed(quoted_whole(library, results.hits[0].passage).text) not in squeezed(printed)


def test_a_copy_goes_to_the_clipboard_if_there_is_one(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    passage_id = an_id(folder, capsys, "碳达峰")
    copied: list[str] = []
    monkeypatch.setattr("pyperclip.copy", copied.append)
    assert run(["cite", passage_id, "--in", str(folder), "--copy"]) == 0
    assert [text + "\n" for text in copied] == [capsys.readouterr().out]

    def fail(_: str) -> None:
        raise pyperclip.PyperclipException

    monkeypatch.setattr("pyperclip.copy", fail)
    assert run(["cite", passage_id, "--in", str(folder), "--copy"]) == 2
    assert "no clipboard" in capsys.readouterr().err
