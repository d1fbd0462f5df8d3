"""The hand-made record of a document: ``NAME.yinde.yaml`` (or ``.json``) beside ``NAME``.

A flat table of CSL variables, or the plain names for them (``author``, ``date``, ``site``, ``doi``); lists for several
authors. What it says overrules everything read from the document. An empty value takes a wrong one away.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from corpus.errors import ReadError
from corpus.model import Bib
from corpus.record.fields import NAME_FIELDS, bib_of, field_name, fields_of, join_values, one_line

_LARGEST = 256 << 10
"""Bytes of a sidecar."""

ENDINGS = (".yinde.yaml", ".yinde.yml", ".yinde.json")


def sidecar_path(document_path: str) -> str | None:
    """The sidecar that lies beside a document, or None. Paths are those of the file system."""
    return next((path for ending in ENDINGS if os.path.isfile(path := document_path + ending)), None)


def is_sidecar(path: str) -> bool:
    """Whether a file is a sidecar, and so not a document."""
    return path.lower().endswith(ENDINGS)


def read_sidecar(path: str) -> dict[str, str]:
    """The corrections in a sidecar, by CSL variable; an empty value removes. Raises ReadError where it is malformed."""
    return _corrections(_read(path), path)


def read_tables(path: str) -> dict[str, dict[str, str]]:
    """The corrections in the sidecar of a container: of single documents by their names in it, of all under ``""``.

    Raises ReadError where it is malformed.
    """
    data = _read(path)
    single = {str(name): _corrections(value, path) for name, value in data.items() if isinstance(value, Mapping)}
    return {"": _corrections({name: value for name, value in data.items() if str(name) not in single}, path), **single}


def _corrections(data: Mapping[Any, object], path: str) -> dict[str, str]:
    return {field_name(str(name)): _value(field_name(str(name)), value, path) for name, value in data.items()}


def _read(path: str) -> Mapping[Any, object]:
    try:
        if os.path.getsize(path) > _LARGEST:
            raise ReadError(
                "{path}: larger than {kilobytes} kB; a record is a few lines", path=path, kilobytes=_LARGEST >> 10
            )
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
    except OSError as error:
        raise ReadError("{path}: {reason}", path=path, reason=error) from None
    except UnicodeDecodeError:
        raise ReadError("{path}: not UTF-8; save it as UTF-8", path=path) from None
    data = _parse(text, path)
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise ReadError("{path}: a record is a table of fields, such as 'title: …'", path=path)
    return data


def apply(bib: Bib, corrections: Mapping[str, str], origin: str = "sidecar") -> Bib:
    """The record with the corrections made; ``origin`` says where they came from."""
    origins = {**dict(bib.origins), **dict.fromkeys(corrections, origin)}
    corrected = bib_of({**fields_of(bib), **corrections})
    kept = fields_of(corrected)
    return replace(corrected, origins=tuple((name, where) for name, where in origins.items() if name in kept))


def write_sidecar(path: str, corrections: Mapping[str, str]) -> None:
    """Write corrections to a sidecar, whole or not at all. The ending of ``path`` says YAML or JSON."""
    write_tables(path, {"": corrections})


def write_tables(path: str, tables: Mapping[str, Mapping[str, str]]) -> None:
    """Write what ``read_tables`` reads, as ``write_sidecar`` does; empty tables are left out."""
    table: dict[str, Any] = _listed(tables.get("", {}))
    table |= {name: _listed(corrections) for name, corrections in tables.items() if name and corrections}
    if path.lower().endswith(".json"):
        text = json.dumps(table, ensure_ascii=False, indent=2) + "\n"
    else:
        import yaml

        text = yaml.safe_dump(table, allow_unicode=True, sort_keys=False, width=10**6)
    partial = f"{path}.part"
    try:
        with open(partial, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except OSError as error:
        raise ReadError("{path}: cannot be written ({reason})", path=path, reason=error) from None


def _listed(corrections: Mapping[str, str]) -> dict[str, Any]:
    """Corrections as they are written: several names as a list."""
    return {
        name: value.split("; ") if name in NAME_FIELDS and "; " in value else value
        for name, value in corrections.items()
    }


def _parse(text: str, path: str) -> object:
    if path.lower().endswith(".json"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ReadError("{path}: not JSON ({reason})", path=path, reason=one_line(str(error))) from None
    import yaml

    try:
        return yaml.load(text, Loader=_text_loader())  # noqa: S506 - a loader that makes strings only
    except (yaml.YAMLError, RecursionError) as error:
        raise ReadError("{path}: not YAML ({reason})", path=path, reason=one_line(str(error))) from None


def _text_loader() -> Any:  # noqa: ANN401 - a class of PyYAML's
    """A YAML loader that keeps dates and numbers as they are written."""
    import yaml

    return yaml.BaseLoader


def _value(name: str, value: object, path: str) -> str:
    if value is None:
        return ""
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(part, (str, int, float)) for part in values):
        raise ReadError("{path}: {name} is neither a text nor a list of texts", path=path, name=one_line(name))
    parts = [one_line(str(part)) for part in values]
    if name in NAME_FIELDS and isinstance(value, list):
        parts = [part.replace(";", ",") for part in parts]
    return join_values(parts)
