"""What MLA shortens in a list of works cited: the names of publishers, and addresses."""

import re

from corpus.scripts import HAN

_HAN = re.compile(f"[{HAN}]")
_ARTICLE = re.compile(r"^(?:The|An?)\s+(?=\S)")
_BUSINESS = re.compile(
    r"(?<=\w)\W*(?:,|\s)\s*(?:(?:and|&)\s+)?(?:Company|Co|Corporation|Corp|Incorporated|Inc|Limited|Ltd)\b\.?$"
)
_UNIVERSITY = re.compile(r"\bUniv(?:ersity\b|\.|\b)")
_PROTOCOL = re.compile("^https?://", re.IGNORECASE)


def short_publisher(name: str) -> str:
    """A publisher without article and words of business, *University* and *Press* of a university as U and P, or UP.

    Names in Chinese are as they are.
    """
    if _HAN.search(name):
        return name
    short = _ARTICLE.sub("", name)
    while (shorter := _BUSINESS.sub("", short)) != short:
        short = shorter
    academic = _UNIVERSITY.sub("U", short)
    if academic != short:
        academic = re.sub(r"\bPress\b", "P", academic).replace("U P", "UP")
    return academic


def short_address(url: str) -> str:
    """An address without its protocol."""
    return _PROTOCOL.sub("", url)
