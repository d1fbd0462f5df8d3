"""Thirty references in each style, held against what the standards say (see ``golden/``), and against pandoc's citeproc."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import citeproc
import pytest
from lxml import etree

from corpus.record.csl_json import read
from corpus.record.model import Record
from search.cite.locators import CitedPlace
from search.cite.markup import runs
from search.cite.prepare import Prepared, prepare
from search.cite.reference import Citing, references
from search.cite.styles import STYLES, Style, find_style

GOLDEN = Path(__file__).with_name("golden")
SIGNS = {"italic": "*", "sup": "^"}


def cited() -> list[Citing]:
    """The thirty records, each with the place that is cited."""
    records = read((GOLDEN / "records.json").read_text("utf-8"))
    citings = []
    for record in records:
        extra = dict(record.bib.extra)
        label, _, value = extra.pop("cited", "").partition(" ")
        bare = Record(record.key, replace(record.bib, extra=tuple(extra.items())))
        citings.append(Citing(bare, CitedPlace(label, value) if value else None))  # type: ignore[arg-type]
    return citings


def golden(style: str) -> dict[str, list[str]]:
    """The expected lines of each record."""
    blocks = (GOLDEN / f"{style}.txt").read_text("utf-8").split("\n\n")[1:]
    lines = [block.strip().split("\n") for block in blocks]
    return {first.split(" ")[0]: rest for first, *rest in lines}


def signed(simple_html: str) -> str:
    return "".join(f"{SIGNS.get(run.face, '')}{run.text}{SIGNS.get(run.face, '')}" for run in runs(simple_html))


@pytest.mark.parametrize("style", [style.name for style in STYLES])
@pytest.mark.parametrize("citing", cited(), ids=lambda citing: citing.record.key)
def test_references_are_as_the_standard_has_them(style: str, citing: Citing) -> None:
    (reference,) = references([citing], find_style(style))
    lines = [signed(part) for part in (reference.citation, reference.entry) if part]
    assert lines == golden(style)[citing.record.key]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_the_goldens_cover_every_record(style: Style) -> None:
    assert list(golden(style.name)) == [citing.record.key for citing in cited()]
    assert len(cited()) == 30


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_pandoc_sets_the_same_references(style: Style) -> None:
    """The styles are plain CSL: another processor, given the same items, prints the same."""
    pypandoc = pytest.importorskip("pypandoc")
    mine = {reference.key: reference for reference in references(cited(), style)}
    prepared = [prepare(citing.record, citing.place, style) for citing in cited()]
    for locale in sorted({item.locale for item in prepared}):
        chosen = [item for item in prepared if item.locale == locale]
        theirs = pandoc_references(pypandoc.convert_text, style, locale, chosen)
        assert sorted(theirs) == sorted(str(item.item["id"]) for item in chosen)
        for key, reference in theirs.items():
            assert comparable(reference) == comparable(mine[key].entry or mine[key].citation)


def pandoc_references(convert: Callable[..., str], style: Style, locale: str, items: list[Prepared]) -> dict[str, str]:
    """Entries of the list, or notes where there is none, by record."""
    front = json.dumps({"lang": locale, "references": [item.item for item in items]}, ensure_ascii=False)
    places = [f", {item.place.label} {item.place.value}" if item.place else "" for item in items]
    cites = [f"[@{item.item['id']}{place}]\n" for item, place in zip(items, places, strict=True)]
    page = convert(
        "\n".join([f"---\n{front}\n---\n", *cites]),
        "html",
        "markdown",
        extra_args=["--citeproc", f"--csl={style.path}", "--wrap=none"],
    )
    entries = re.split(r'<div\s+id="ref-([^"]+)"', page)[1:]
    if entries:
        return dict(zip(entries[::2], entries[1::2], strict=True))
    notes = re.findall(r'<li\s+id="fn\d+".*?</li>', page, re.DOTALL)
    return {str(item.item["id"]): note for item, note in zip(items, notes, strict=True)}


def comparable(simple_html: str) -> str:
    """Words only: how the two place punctuation beside quotation marks is judged by the goldens."""
    text = unescape(re.sub(r"<[^>]*>?", "", simple_html.partition(">")[2] if simple_html[0] == " " else simple_html))
    words = re.findall(r"[\w&@/:.-]*\w", re.sub(r"^\W*\d+\W|↩|(?<=\w)[:.](?=[\s“”,]|$)", " ", text.strip()))
    return " ".join(words).upper()


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_styles_keep_to_the_csl_schema(style: Style) -> None:
    schema = etree.RelaxNG(etree.parse(citeproc.SCHEMA_PATH))
    assert schema.validate(etree.parse(style.path)), schema.error_log
