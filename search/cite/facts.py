"""The facts a reference may lack, in words, and how they are supplied."""

WORDS = {
    "title": "title",
    "author": "author",
    "issued": "date",
    "container-title": "newspaper, journal or site",
    "publisher": "publisher",
    "accessed": "date of access",
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
