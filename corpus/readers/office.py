"""What the Office Open XML formats share: the record in ``docProps/core.xml``."""

from corpus.model import Bib
from corpus.readers.metadata import saved_with
from corpus.readers.package import Package

_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def core_properties(package: Package) -> Bib:
    """The record that Word or PowerPoint saved with a document (ECMA-376, part 2, 11)."""
    tree = package.xml("docProps/core.xml")
    if tree is None:
        return Bib()

    def value(name: str) -> str:
        return tree.findtext(name) or ""

    return saved_with(
        "document properties",
        title=value(f"{_DC}title"),
        authors=value(f"{_DC}creator").split(";"),
        created=value(f"{_TERMS}created"),
        extra={"keyword": value(f"{_CORE}keywords"), "language": value(f"{_DC}language")},
    )
