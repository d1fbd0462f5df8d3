"""The facts a reference may lack, in words, and how they are supplied."""

from corpus.messages import Message

WORDS = {
    "title": Message("title"),
    "author": Message("author"),
    "issued": Message("date"),
    "container-title": Message("newspaper, journal or site"),
    "publisher": Message("publisher"),
    "accessed": Message("date of access"),
}
"""What is unknown, by CSL variable."""

SUPPLY = {
    "title": "title=…",
    "author": "author=…",
    "issued": "date=YYYY-MM-DD",
    "container-title": "container=…",
    "publisher": "publisher=…",
    "accessed": "accessed=YYYY-MM-DD",
}
"""The argument of ``yinde bib edit`` that supplies it."""
