"""Glossaries in the forms that people have them in, and files that are none."""

import gzip
from pathlib import Path

import pytest

from corpus.errors import ReadError
from search.translate.cedict import read_entries
from search.translate.dictionary import Dictionary
from search.translate.shelf import bundled_file
from search.translate.sources import compile_cedict, compile_glossary, compile_starter, glossary_name

ROOT = Path(__file__).parents[3]
TBX = """<?xml version="1.0"?><tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="1">
<langSec xml:lang="en"><termSec><term>net <hi>zero</hi></term></termSec></langSec>
<langSec xml:lang="zh-Hans"><termSec><term>净零</term></termSec><termSec><term>净零排放</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""
MARTIF = """<martif><text><body><termEntry><langSet xml:lang="en"><tig><term>net zero</term></tig></langSet>
<langSet xml:lang="zh"><tig><term>净零; 凈零</term></tig></langSet></termEntry></body></text></martif>"""


def compiled(path: Path, content: bytes) -> Dictionary:
    path.write_bytes(content)
    return Dictionary(compile_glossary(str(path), "mine"))


@pytest.mark.parametrize(
    "content",
    [
        b"english,chinese\nnet zero,\xe5\x87\x80\xe9\x9b\xb6\n",
        "净零\tnet zero\n".encode(),
        '\ufeff"net zero","净零；净零排放"\r\n'.encode(),
        "net zero,净零".encode("gb18030"),
        "net zero\t净零".encode("utf-16"),
        gzip.compress("net zero,净零".encode(), mtime=0),
        "氣候變遷,climate change\n溫室氣體,greenhouse gas\n淨零,net zero\n".encode("big5"),
        "# remark\n淨零 净零 [jing4 ling2] /net zero/\n".encode(),
        TBX.encode(),
    ],
)
def test_every_form_gives_both_directions(tmp_path: Path, content: bytes) -> None:
    dictionary = compiled(tmp_path / "terms", content)
    assert dictionary.of_han("净零")[0].wording == "net zero"
    assert dictionary.of_latin("net zero")[0].wording == "净零"
    assert dictionary.is_glossary


def test_both_styles_of_tbx(tmp_path: Path) -> None:
    assert compiled(tmp_path / "a.tbx", MARTIF.encode()).of_latin("net zero")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"one,two\n",
        "只有中文\n".encode(),
        b"<tbx><unclosed>",
        b"<tbx/>",
        b"\x1f\x8bbroken",
        b'"a\n' * 9,
    ],
)
def test_what_is_no_glossary_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "terms.csv"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=r"terms\.csv|line"):
        compile_glossary(str(path), "terms")


def test_no_file_and_no_cedict(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"nowhere\.csv"):
        compile_glossary(str(tmp_path / "nowhere.csv"), "x")
    path = tmp_path / "terms.csv"
    path.write_text("net zero,净零", encoding="utf-8")
    with pytest.raises(ReadError, match="not in CC-CEDICT's format"):
        compile_cedict(str(path))


def test_names() -> None:
    assert glossary_name("/x/my terms.csv.gz") == "my-terms"
    assert glossary_name(".csv") == "glossary"


def test_a_dictionary_counts_the_entries_of_its_source(tmp_path: Path) -> None:
    """And the page on two languages states as many as ``yinde dict list`` does."""
    path = tmp_path / "mine.csv"
    path.write_text("Chinese,English\n减排;减少排放,abatement\n碳税,carbon tax;carbon levy\n", encoding="utf-8")
    assert Dictionary(compile_glossary(str(path), "mine")).head["entries"] == 2
    page = (ROOT / "docs" / "two-languages.md").read_text(encoding="utf-8")
    starter = Dictionary(compile_starter(str(ROOT / "search" / "translate" / "climate.tsv"), "climate", ""))
    assert f": {starter.head['entries']:,} entries" in page
    with gzip.open(bundled_file(), "rt", encoding="utf-8") as file:
        bundled = sum(1 for _ in read_entries(file))
    assert f"{bundled:,} entries" in page
