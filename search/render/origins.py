"""Say where a value of a record came from."""

from corpus.bib import MADE
from corpus.messages import Message
from search.render.speech import gettext as _
from search.render.speech import spoken

_ORIGINS = {
    "document": Message("document"),
    "made": Message("made"),
    "guess": Message("guess"),
    "sidecar": Message("sidecar"),
    "front matter": Message("front matter"),
    "field list": Message("field list"),
    "row": Message("row"),
    "page metadata": Message("page metadata"),
    "EPUB metadata": Message("EPUB metadata"),
    "PDF metadata": Message("PDF metadata"),
    "document properties": Message("document properties"),
    "first heading": Message("first heading"),
    "command line": Message("command line"),
    "name above an address": Message("name above an address"),
    "first line (guess)": Message("first line (guess)"),
    "last line (guess)": Message("last line (guess)"),
    "dateline (guess)": Message("dateline (guess)"),
    "file name (guess)": Message("file name (guess)"),
    "largest type (guess)": Message("largest type (guess)"),
    "note at the end (guess)": Message("note at the end (guess)"),
    "byline": Message("byline"),
}
"""As ``Bib.origins`` has them, in English."""


def origin_name(origin: str) -> str:
    """Name an origin in the user's language; one that is not known here names itself."""
    if origin.endswith(MADE):
        return _("{origin}: created (guess)").format(origin=origin_name(origin.removesuffix(MADE)))
    return spoken(_ORIGINS.get(origin, origin))
