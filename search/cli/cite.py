"""``yinde cite``: passages as quotations with their references."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from corpus.errors import UsageError
from search.cli.command import Command
from search.cli.options import library_options, opened
from search.cli.output import complain, write_text
from search.render.speech import gettext as _
from search.render.speech import spoken

if TYPE_CHECKING:
    from corpus.model import Passage
    from search.cite.quote import Quotation
    from search.library import Library
    from search.model import Results

DATA_FORMATS = ("csl-json", "biblatex", "bibtex", "ris")
NOTATIONS = ("text", "markdown", "html", "org", "latex")


@click.command(
    cls=Command,
    name="cite",
    epilog="""\b
Examples:
  yinde cite 3f9a2c71                        quotation and reference, GB/T 7714-2015
  yinde cite 3f9a2c71 8b2e --style chicago --format markdown
  yinde cite 3f9a2c71 --style apa --no-quote
  yinde cite 3f9a2c71 --style mine.csl --copy
  yinde cite 3f9a2c71 --style biblatex >> library.bib

Styles: gbt, gbt-author-date, apa, chicago, mla, any .csl file; csl-json, biblatex, bibtex, ris for the record with the
quotation as annotation. YINDE_STYLE sets the usual one.
""",
)
@click.argument("passage_ids", metavar="ID…", nargs=-1, required=True)
@click.option(
    "-s", "--style", default="gbt", show_default=True, envvar="YINDE_STYLE", metavar="STYLE", help="See below."
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="Language of words such as et al.; else the style decides."
)
@click.option("--quote-only", is_flag=True, help="Only the quotations.")
@click.option("--no-quote", is_flag=True, help="Only the references.")
@click.option(
    "-C", "--context", type=click.IntRange(min=0), metavar="N", default=0, help="Quote N passages more on each side."
)
@click.option(
    "-f", "--format", "notation", type=click.Choice(NOTATIONS), default="text", show_default=True, help="Notation."
)
@click.option("--key", "keys", multiple=True, metavar="KEY", help="Citekey of the document; once for each, in order.")
@click.option("--copy", "to_clipboard", is_flag=True, help="Put it on the clipboard too.")
@library_options
def command(
    *,
    passage_ids: tuple[str, ...],
    style: str,
    lang: str | None,
    quote_only: bool,
    no_quote: bool,
    context: int,
    notation: str,
    keys: tuple[str, ...],
    to_clipboard: bool,
    folder: str | None,
    index: str | None,
) -> None:
    """Quote the passages ID… as printed, each with its reference.

    The wording, script and characters are those of the document; line breaks that only the page made are undone.
    `yinde search` prints the ID of each passage.
    """
    if quote_only and no_quote:
        raise UsageError("--quote-only and --no-quote leave nothing to print; give one of them")
    from search.cite.stale import find_passage, remember
    from search.cite.works import quoted_whole

    with opened(folder, index, fresh=False) as library:
        passages = [find_passage(library, passage_id) for passage_id in passage_ids]
        quotations = [quoted_whole(library, passage, context) for passage in passages]
        remember(library, passages)
        if quote_only:
            from search.cite.compose import Piece, compose

            text = compose([Piece(quotation, None) for quotation in quotations], notation)
        else:
            text = _set(
                library, passages, quotations, style=style, notation=notation, language=lang, keys=keys, bare=no_quote
            )
    write_text(text)
    if to_clipboard:
        from search.cite.clipboard import copy

        copy(text)


def cite_hits(library: "Library", results: "Results", style: str, notation: str = "text") -> str:
    """The hits of a search, each the sentences that hold its matches, with references: ``yinde search --cite STYLE``."""
    from search.cite.stale import remember
    from search.cite.works import quoted_hit

    passages = [hit.passage for hit in results.hits]
    quotations = [quoted_hit(library, hit) for hit in results.hits]
    remember(library, passages)
    return _set(library, passages, quotations, style=style, notation=notation)


def _set(
    library: "Library",
    passages: Sequence["Passage"],
    quotations: Sequence["Quotation"],
    *,
    style: str,
    notation: str,
    language: str | None = None,
    keys: Sequence[str] = (),
    bare: bool = False,
) -> str:
    """Quotations (``bare``: none) with the references to them, in a style of references or a format of data."""
    from search.cite.works import citing_of, records_of

    records = records_of(library, passages, keys)
    citings = [citing_of(library, *pair, records) for pair in zip(passages, quotations, strict=True)]
    shown = [None if bare else quotation for quotation in quotations]
    if style.lower() in DATA_FORMATS:
        from corpus.record.formats import write_records
        from search.cite.annotate import annotated

        pairs = zip(citings, shown, strict=True)
        annotations = [annotated(citing.record, quotation, citing.place) for citing, quotation in pairs]
        return write_records(annotations, style.lower()).rstrip("\n")
    from search.cite.compose import Piece, compose
    from search.cite.reference import references
    from search.cite.styles import find_style

    made = references(citings, find_style(style), language or "")
    _report_missing(passages, [reference.missing for reference in made])
    return compose([Piece(*pair) for pair in zip(shown, made, strict=True)], notation)


def _report_missing(passages: Sequence["Passage"], missing: Sequence[tuple[str, ...]]) -> None:
    """Say once a document what its references lack, and how to supply it."""
    told = set()
    for passage, names in zip(passages, missing, strict=True):
        path = passage.locator.path
        if names and path not in told:
            told.add(path)
            from search.cite.facts import SUPPLY, WORDS
            from search.render.kinds import listed

            complain(
                _("{path}: {facts} unknown; supply with: yinde bib edit {path!r} {values}").format(
                    path=path,
                    facts=listed(spoken(WORDS[name]) for name in names),
                    values=" ".join(SUPPLY[name] for name in names),
                )
            )
