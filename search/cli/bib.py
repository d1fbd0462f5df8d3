"""``yinde bib``: the records of documents, shown, corrected and exported."""

import os
from typing import TYPE_CHECKING

import click

from corpus.errors import NotFoundError, ReadError, UsageError
from corpus.messages import Message
from search.cli.command import Group
from search.cli.options import json_option, library_options, opened
from search.cli.output import complain, write, write_text
from search.render.visible import visible

if TYPE_CHECKING:
    from corpus.model import Bib
    from corpus.record.model import Record
    from search.library import Library

FORMATS = ("csl-json", "biblatex", "bibtex", "ris")


@click.group(cls=Group, name="bib", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Show, correct, export and import the bibliographic records of a library's documents.

    A record comes from the document itself (front matter, page metadata, headings). What you correct is kept beside the
    document, in NAME.yinde.yaml, and overrules everything else.
    """


@command.command()
@click.argument("document", metavar="DOCUMENT")
@library_options
@json_option
def show(*, document: str, folder: str | None, index: str | None, as_json: bool) -> None:
    """Show the record of DOCUMENT (its path, or the ID of a passage), and where each value came from."""
    with opened(folder, index, fresh=False) as library:
        found, bib = _record_of(library, document)
    from corpus.record.citekey import citekey
    from corpus.record.fields import fields_of
    from corpus.record.kinds import guess_type

    fields = fields_of(bib)
    origins = dict(bib.origins)
    rows = [(name, value, origins.get(name, "document")) for name, value in fields.items()]
    if "type" not in fields:
        rows.insert(0, ("type", guess_type(bib), "guess"))
    if "citation-key" not in fields:
        rows.append(("citation-key", citekey(bib), "made"))
    if as_json:
        from search.render.json import dump

        write([dump({"path": found, "record": {name: {"value": v, "origin": o} for name, v, o in rows}})])
        return
    from search.render.origins import origin_name

    width = max(len(name) for name, _, _ in rows)
    write(
        [
            visible(found),
            *(f"  {visible(name):{width}}  {visible(value)}  ({visible(origin_name(o))})" for name, value, o in rows),
        ]
    )


@command.command()
@click.argument("document", metavar="DOCUMENT")
@click.argument("changes", nargs=-1, metavar="FIELD=VALUE…")
@click.option(
    "--unset", multiple=True, metavar="FIELD", help="Take a correction back; the document's own value returns."
)
@library_options
def edit(
    *, document: str, changes: tuple[str, ...], unset: tuple[str, ...], folder: str | None, index: str | None
) -> None:
    """Correct the record of DOCUMENT: FIELD=VALUE, as in date=2021-01-28 author='解振华; Smith, John'.

    FIELD is title, author, date, container, publisher, url, language or any CSL variable (volume, page, DOI, …). An empty
    VALUE takes the field away. Without changes the sidecar is opened in $EDITOR.
    """
    from corpus.record.corrections import corrections_of, keep_corrections

    with opened(folder, index, fresh=False) as library:
        found, bib = _record_of(library, document)
        file = os.path.join(library.root, *found.split("/"))
    corrections = corrections_of(file)
    if not changes and not unset:
        _edit_by_hand(file, bib)
        return
    from corpus.record.fields import field_name
    from corpus.record.slips import slips

    made: dict[str, str] = {}
    for change in changes:
        name, sign, value = change.partition("=")
        if not sign or not name.strip():
            raise UsageError("{change!r} is no change; write FIELD=VALUE, as in date=2021-01-28", change=change)
        made[field_name(name)] = value.strip()
    corrections |= made
    for name in unset:
        corrections.pop(field_name(name), None)
    sidecar = keep_corrections(file, corrections)
    for slip in slips(made):
        complain(slip)
    complain(
        Message(
            "{path}: corrected in {sidecar}; yinde cite has it now, yinde search after: yinde index",
            path=found,
            sidecar=os.path.basename(sidecar),
        )
    )


@command.command(name="export")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT…]")
@click.option(
    "-f", "--format", "kind", type=click.Choice(FORMATS), default="csl-json", show_default=True, help="Format."
)
@click.option("-o", "--output", metavar="FILE", help="Write FILE; its ending tells the format.")
@library_options
def export_records(
    *, documents: tuple[str, ...], kind: str, output: str | None, folder: str | None, index: str | None
) -> None:
    """Write the records of the DOCUMENTs, or of the whole library, for a reference manager."""
    from corpus.record.citekey import with_keys
    from corpus.record.formats import format_of, write_records

    context = click.get_current_context()
    given = context.get_parameter_source("kind") is not click.core.ParameterSource.DEFAULT
    chosen = kind if given or output is None else format_of(output)
    with opened(folder, index, fresh=False) as library:
        text = write_records(with_keys(_bibs(library, documents)), chosen)
    if output is None:
        write_text(text.rstrip("\n"))
        return
    try:
        with open(output, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise ReadError("{path}: cannot be written ({reason})", path=output, reason=error) from error


@command.command(name="import")
@click.argument("file", metavar="FILE")
@click.option(
    "-f", "--format", "kind", type=click.Choice(FORMATS), help="Format, where the file's name does not tell it."
)
@library_options
def import_records(*, file: str, kind: str | None, folder: str | None, index: str | None) -> int:
    """Take records from FILE (CSL-JSON, BibTeX, RIS) into the sidecars of the documents that they describe.

    A record belongs to the document with the same URL or DOI, or else the same title, or whose file is named like its key.
    """
    from corpus.record.corrections import corrections_of, keep_corrections
    from corpus.record.formats import read_file
    from corpus.record.match import match_records

    records = read_file(file, kind)
    with opened(folder, index, fresh=False) as library:
        root = library.root
        matched = match_records(records, [(summary.path, summary.bib) for summary in library.documents()])
    for document, record in matched.items():
        place = os.path.join(root, *document.split("/"))
        keep_corrections(place, {**_corrections(record), **corrections_of(place)})
        write([f"{visible(record.key)} → {visible(document)}"])
    lost = [record.key for record in records if record not in matched.values()]
    if lost:
        complain(Message("no document for {keys}", keys=", ".join(lost)))
    return 0 if matched else 1


def _corrections(record: "Record") -> dict[str, str]:
    from corpus.record.fields import fields_of

    return {**fields_of(record.bib), **({"citation-key": record.key} if record.key else {})}


def _bibs(library: "Library", documents: tuple[str, ...]) -> "list[Bib]":
    from search.cite.works import current_bib

    if documents:
        return [_record_of(library, document)[1] for document in documents]
    return [current_bib(library, summary.path, summary.bib) for summary in library.documents()]


def _record_of(library: "Library", document: str) -> "tuple[str, Bib]":
    """The path and the record of a document, named by its path (from here, or in the library) or by a passage's ID."""
    from search.cite.works import current_bib

    bibs = {summary.path: summary.bib for summary in library.documents()}
    from_root = os.path.relpath(os.path.abspath(document), library.root).replace(os.sep, "/")
    for path in (from_root, document):
        if path in bibs:
            return path, current_bib(library, path, bibs[path])
    try:
        path = library.passage(document).locator.path
    except NotFoundError:
        raise NotFoundError(
            "no document {document} in this library; see what there is: yinde list", document=document
        ) from None
    return path, current_bib(library, path, bibs[path])


def _edit_by_hand(file: str, bib: "Bib") -> None:
    from corpus.record.corrections import corrections_of, keep_corrections, sidecar_of
    from corpus.record.fields import fields_of

    new = not corrections_of(file)
    if new:
        keep_corrections(file, fields_of(bib))
    sidecar = sidecar_of(file)
    before = os.path.getmtime(sidecar)
    click.edit(filename=sidecar)
    if new and os.path.getmtime(sidecar) == before:
        keep_corrections(file, {})
        complain(Message("nothing changed"))
        return
    corrections_of(file)
