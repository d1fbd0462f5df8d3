"""Write results as JSON, one object a line.

Offsets are code points into the document's text. Lone surrogates, which stand for the bytes of file names that are not
UTF-8, and control characters are escaped: every line is valid JSON and valid UTF-8, and is safe to print.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.model import Bib, Locator, Passage, Span
from search.model import Duplicate, Hit, Results
from search.summaries import Counts

if TYPE_CHECKING:
    from search.explanation import Explanation
    from search.why_not.model import WhyNot

_UNSAFE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

Value = Mapping[str, object]


def dump(value: Value) -> str:
    """Write one object on one line; Chinese stays readable."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def hit_object(hit: Hit) -> Value:
    """Give a hit as an object: the passage, its document's record, the matches and the snippet.

    ``page``, ``page_label``, ``paragraph`` and ``line`` are of the first match; ``line_start``, ``line_end``, ``start``,
    ``end`` and ``text`` of the passage.
    """
    return {
        "rank": hit.rank,
        "tier": hit.tier,
        "score": hit.score,
        **passage_object(hit.passage, hit.bib),
        "page": hit.at.page,
        "page_label": hit.at.page_label,
        "paragraph": hit.at.paragraph,
        "line": hit.line,
        "matches": _pairs(hit.matches),
        "others": hit.others,
        "duplicates": [_duplicate_object(each) for each in hit.duplicates],
        "via": list(hit.via),
        "snippet": {
            "text": hit.snippet.text,
            "marks": _pairs(hit.snippet.marks),
            "cut_start": hit.snippet.cut_start,
            "cut_end": hit.snippet.cut_end,
        },
    }


def _duplicate_object(duplicate: Duplicate) -> Value:
    return {"id": duplicate.id, "whole": duplicate.whole, **_place(duplicate.at)}


def _place(locator: Locator) -> Value:
    return {
        "path": locator.path,
        "page": locator.page,
        "page_label": locator.page_label,
        "paragraph": locator.paragraph,
        "line_start": locator.line_start,
        "line_end": locator.line_end,
        "start": locator.span.start,
        "end": locator.span.end,
    }


def explanation_object(explanation: Explanation, results: Results) -> Value:
    """Give the account of a search as an object, to stand before its hits; ``scores`` and ``scales`` are by hit, in order.

    The sum of a hit's scores, multiplied by ``lift`` and ``evening`` where its scale is not null, is its score.
    """
    return {
        "read_as": explanation.read_as,
        "required": explanation.required,
        "terms": [{"text": term.text, "kind": term.kind, "forms": list(term.forms)} for term in explanation.terms],
        "expansions": [
            {"asked": each.asked, "also": list(each.also), "kind": each.kind} for each in results.expansions
        ],
        "lookups": [
            {"terms": list(each.terms), "read": each.read, "found": each.found} for each in explanation.lookups
        ],
        "total": results.total,
        "documents": results.documents,
        "total_expanded": results.total_expanded,
        "scores": [
            [{"term": each.term, "field": each.field, "score": each.score} for each in scores]
            for scores in explanation.scores
        ],
        "scales": [
            scale and {"language": scale.language, "lift": scale.lift, "evening": scale.evening}
            for scale in explanation.scales
        ],
    }


def why_not_object(answer: WhyNot) -> Value:
    """Give the place of a file among the results, or why it has none, as an object."""
    parts = [
        {"text": part.text, "kind": part.kind, "passages": part.passages, "nearest": part.nearest, "line": part.line}
        for part in answer.parts
    ]
    return {
        "path": answer.path,
        "absence": answer.absence,
        "changed": answer.changed,
        "rank": answer.rank,
        "tier": answer.tier,
        "under": answer.under,
        "parts": parts,
    }


def passage_object(passage: Passage, bib: Bib) -> Value:
    """Give a passage, its place and its document's record as an object."""
    return {
        "id": passage.id,
        **_place(passage.locator),
        "text": passage.text,
        "title": bib.title,
        "authors": list(bib.authors),
        "date": bib.date,
        "container": bib.container,
        "url": bib.url,
        "lang": passage.language,
        "script": passage.script,
    }


def shown_object(passage: Passage, bib: Bib, around: Sequence[Passage]) -> Value:
    """Give a passage with its neighbours before and after it, each an object of its own."""
    before = [passage_object(other, bib) for other in around if other.ordinal < passage.ordinal]
    after = [passage_object(other, bib) for other in around if other.ordinal > passage.ordinal]
    return {**passage_object(passage, bib), "before": before, "after": after}


def count_objects(counts: Counts) -> list[Value]:
    """Give an object for each document, and one for the whole, which has ``total`` instead of a path."""
    documents: list[Value] = [{"path": each.path, "occurrences": each.occurrences} for each in counts.documents]
    return [*documents, {"total": counts.total, "documents": len(documents), "verified": counts.verified}]


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
