"""A row of a table as a document; ``corpus.containers.rows`` has made JSON of it."""

import json
import re

from corpus.bib import bib_from_fields, complete
from corpus.overprint import read_once
from corpus.readers.content import Content, Source

_SURROGATES = re.compile("[\ud800-\udfff]")


def read(source: Source) -> Content:
    """Read a row: its text as it stands in its field, its record from the others. The lines are those of the table."""
    row = json.loads(source.data)
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", row["text"])
    once = read_once(text)
    bib = complete(bib_from_fields(row["fields"], origin="row"), headings=(), text=once.text, path=source.path)
    count = once.text.count("\n") + 1
    lines = tuple(range(source.line, source.line + count)) if row["lines"] else (source.line,) * count
    return Content(once.text, bib, "row", "", lines=lines, repairs=once.repairs)
