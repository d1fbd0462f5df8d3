"""Saved web pages."""

import json
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from corpus.bib import bib_from_fields, clean, complete
from corpus.encoding import decode
from corpus.messages import Message
from corpus.model import Bib
from corpus.readers.content import Content, Source
from corpus.readers.html_text import hidden_characters, inner_text, page_text, parse

_PREFERRED = (
    "citation_title og:title dc.title title",
    "citation_author author dc.creator article:author byl",
    "citation_publication_date article:published_time datepublished date pubdate publishdate dc.date dc.date.issued",
    "citation_journal_title og:site_name application-name source",
    "citation_publisher dc.publisher publisher",
    "canonical og:url",
    "language dc.language content-language",
)
_NAMES = ("title", "authors", "date", "container", "publisher", "url", "language")
_EXTRA = {
    "description": "abstract",
    "keywords": "keyword",
    "citation_doi": "DOI",
    "citation_volume": "volume",
    "citation_issue": "issue",
}
_WORKS = re.compile(r"Article|Posting|WebPage|Report|Book|CreativeWork")

_LONGEST_JSON = 1 << 20

_LEAST_HIDDEN = 500
"""Characters that a page hides: what is less, or less than what it shows, is a menu."""


def read(source: Source) -> Content:
    """Read a page: its text without scripts, styles and navigation, and the record that its head gives."""
    decoded = decode(source.data, source.encoding)
    tree = parse(decoded.text)
    if tree is None:
        return Content("", complete(Bib(), headings=(), text="", path=source.path), "html", decoded.encoding, ())
    content = page_text(tree)
    headings = [clean(inner_text(heading)) for heading in tree.iter("h1", "h2")]
    bib = complete(
        bib_from_fields(_fields(tree), origin="page metadata"),
        headings=headings[:20],
        text=content.text,
        path=source.path,
        structured=True,
    )
    hidden = hidden_characters(tree)
    hides = hidden > max(len(content.text), _LEAST_HIDDEN)
    defects = (Message("{hidden:,} characters that the page hides", hidden=hidden),) if hides else ()
    return Content(content.text, bib, "html", decoded.encoding, content.lines, defects=defects)


def _fields(tree: etree._Element) -> dict[str, object]:
    """The page's fields by the names of ``Bib``: from JSON-LD where it describes a work, else from meta elements."""
    found = _meta(tree)
    fields: dict[str, object] = dict(_linked_data(tree))
    for name, preferred in zip(_NAMES, _PREFERRED, strict=True):
        values = next((found[key] for key in preferred.split() if key in found), None)
        if values and name not in fields:
            fields[name] = values if name == "authors" else values[0]
    fields.update({name: "; ".join(found[key]) for key, name in _EXTRA.items() if key in found})
    return fields


def _meta(tree: etree._Element) -> dict[str, list[str]]:
    """Meta elements by lower-case name, with ``title``, ``canonical`` and the page's language."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        )
        content = clean(element.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            found.setdefault("canonical", []).append(clean(element.get("href") or ""))
    title = next(tree.iter("title"), None)
    if title is not None and (text := clean(inner_text(title))):
        found["title"] = [text]
    if language := clean(tree.get("lang") or ""):
        found["language"] = [language]
    return found


def _linked_data(tree: etree._Element) -> Iterator[tuple[str, object]]:
    """Title, authors, date, site and publisher of the first work that JSON-LD in the page describes.

    https://schema.org/CreativeWork
    """
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads((script.text or "")[:_LONGEST_JSON])
        except (ValueError, RecursionError):
            continue
        work = next(_works(data), None)
        if work is None:
            continue
        for name, keys in (
            ("title", ("headline", "name")),
            ("authors", ("author", "creator")),
            ("date", ("datePublished", "dateCreated")),
            ("container", ("isPartOf",)),
            ("publisher", ("publisher",)),
            ("language", ("inLanguage",)),
        ):
            value = next((work[key] for key in keys if work.get(key)), None)
            if value is not None:
                yield name, [value] if name == "authors" and isinstance(value, Mapping) else value
        return


def _works(data: object) -> Iterator[Mapping[str, object]]:
    candidates = data if isinstance(data, list) else [data]
    for candidate in candidates:
        if not isinstance(candidate, dict):
            continue
        kind = candidate.get("@type")
        if _WORKS.search(kind if isinstance(kind, str) else " ".join(map(str, kind)) if isinstance(kind, list) else ""):
            yield candidate
        graph = candidate.get("@graph")
        if isinstance(graph, list):
            yield from (part for part in graph if isinstance(part, dict) and _WORKS.search(str(part.get("@type"))))
