"""Documents that are ZIP files of XML: opened within limits, parsed without entities, DTDs or anything from elsewhere."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from lxml import etree

from corpus.errors import ReadError
from corpus.limits import Limits, beyond

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How files of Word 97 to 2003 begin, and newer ones that are locked with a password."""

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """A ZIP file, of which no more is unpacked than the limits allow."""

    def __init__(self, file: zipfile.ZipFile, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._left = limits.inflated_megabytes << 20
        self._names = {info.filename: info for info in file.infolist()}
        if len(self._names) > limits.members:
            raise beyond("members", "files in it", limits.members)

    def data(self, name: str) -> bytes | None:
        """The bytes of a member; None where there is none of that name."""
        info = self._names.get(name)
        if info is None:
            return None
        self._left -= info.file_size
        if self._left < 0:
            raise beyond("inflated_megabytes", "megabytes when unpacked", self._limits.inflated_megabytes)
        return self._file.read(info)  # never more than the size that was counted

    def xml(self, name: str) -> etree._Element | None:
        """The tree of a member; None where there is none of that name.

        Entities are not expanded; libxml2 refuses elements nested more than 256 deep.
        """
        data = self.data(name)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(data, parser)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part of an Office document refers to: by ID, the kind (the last word of its type) and the member's name."""
        folder, base = posixpath.split(name)
        tree = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for element in () if tree is None else tree.iter(_RELATIONSHIP):
            target = resolve(name, element.get("Target") or "")
            found[element.get("Id") or ""] = ((element.get("Type") or "").rpartition("/")[2], target)
        return found


@contextmanager
def opened(data: bytes, limits: Limits, kind: str) -> Iterator[Package]:
    """Open a document; ``kind`` names it in errors. Raises ReadError for whatever is wrong with it, then or later."""
    if data.startswith(_OLD_OFFICE):
        raise ReadError(
            "it is locked with a password, or of an old format; save it as {kind} without a password", kind=kind
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            yield Package(file, limits)
    except (
        zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, KeyError, NotImplementedError, OSError, RuntimeError,
        UnicodeDecodeError, ValueError,
    ) as error:  # fmt: skip
        raise ReadError(
            "it is damaged or no {kind} file ({fault}); open it and save it anew", kind=kind, fault=type(error).__name__
        ) from error


def resolve(base: str, target: str) -> str:
    """The name of the member that a reference in the member ``base`` points to."""
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)).lstrip("/")
