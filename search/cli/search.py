"""``yinde search``: find passages."""

from typing import TYPE_CHECKING

import click

from corpus.errors import UsageError
from search.cli.command import Command
from search.cli.options import (
    fresh_library_options,
    opened,
    output_options,
    pointing_at,
    query_argument,
    quoted,
    read_query,
)
from search.cli.output import complain, from_here, screen, write, write_text
from search.render.speech import gettext as _
from search.render.visible import visible_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.library import Library
    from search.model import Results
    from search.options import Filters, Sort
    from search.suggest.model import Suggestion
    from search.translate import Mode

NOTHING_FOUND = 1


@click.command(
    cls=Command,
    name="search",
    epilog="""\b
Examples:
  yinde search 碳中和                      both scripts, across line breaks
  yinde search 碳中和 methane              passages with both words
  yinde search '"carbon neutral"'          a phrase (also “ ”, 「 」, 『 』, 《 》)
  yinde search 气候危机 --in examples/     index or refresh a folder first
  yinde search carbon neutrality           and passages on 碳中和, if there are any
  yinde search -l 巴黎协定 | xargs wc -m   the files that hold it
  yinde search --json -n 100 甲烷 | jq .text
  yinde search -- 甲烷 -煤                 what begins with a hyphen goes after --

Exit status: 0 found, 1 nothing found, 2 error.
""",
)
@query_argument
@fresh_library_options
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), metavar="N", default=10, show_default=True, help="Show so many hits."
)
@click.option("--offset", type=click.IntRange(min=0), metavar="N", default=0, help="Leave out so many hits at the top.")
@click.option("--strict", is_flag=True, help="No best matches: only what holds every word, or another wording of it.")
@click.option("--any", "any_word", is_flag=True, help="One of the words suffices.")
@click.option("--no-expand", is_flag=True, help="Do not also ask for regional words, synonyms and translations.")
@click.option(
    "--translate",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Ask in the other language too; auto: if the library holds passages in it.",
)
@click.option("--pinyin", is_flag=True, help="Read words in Latin letters as Pinyin too (tanzhonghe: 碳中和).")
@click.option(
    "--sort",
    type=click.Choice(["rank", "date", "path"]),
    default="rank",
    show_default=True,
    help="Order of the passages that hold the words; date: newest first. Best matches stay by rank.",
)
@click.option("--all", "every", is_flag=True, help="Show passages that say the same each for itself.")
@click.option("--group", type=click.Choice(["document"]), help="Show the best passage of each document only.")
@click.option("--after", metavar="DATE", default="", help="Only documents of this year, month or day, or later.")
@click.option("--before", metavar="DATE", default="", help="Only documents of this year, month or day, or earlier.")
@click.option("--lang", "languages", multiple=True, type=click.Choice(["zh", "en", "mul", "und"]), help="Only these.")
@click.option(
    "--path", "paths", metavar="GLOB", multiple=True, help="Only documents whose path holds GLOB (with * and ?)."
)
@click.option(
    "-C", "--context", type=click.IntRange(min=0), metavar="N", default=0, help="Show so many sentences more around."
)
@click.option("--cite", "style", metavar="STYLE", help="Quote each hit, with its reference; styles: yinde cite --help.")
@click.option("-l", "--files-with-matches", "names_only", is_flag=True, help="Print only the names of files.")
@click.option("--explain", is_flag=True, help="Say how QUERY was read, and what put the hits where they stand.")
@output_options
def command(
    *,
    query: tuple[str, ...],
    folder: str | None,
    index: str | None,
    limit: int,
    offset: int,
    strict: bool,
    any_word: bool,
    no_expand: bool,
    translate: "Mode",
    pinyin: bool,
    every: bool,
    sort: "Sort",
    group: str | None,
    after: str,
    before: str,
    languages: tuple[str, ...],
    paths: tuple[str, ...],
    context: int,
    style: str | None,
    names_only: bool,
    color: str,
    explain: bool,
    as_json: bool,
) -> int:
    """Find the passages that hold every word of QUERY, and after them those that match best.

    Simplified and traditional characters, full and half width, upper and lower case are one; line breaks and spaces
    beside Chinese characters do not count. Words may stand unquoted; `-` reads the query from stdin.
    """
    if explain and (names_only or style is not None):
        raise UsageError("--explain goes with neither -l nor --cite; it tells of the hits themselves")
    if style is not None and (names_only or as_json):
        raise UsageError("--cite goes with neither -l nor --json; yinde cite --style csl-json gives data")
    if names_only and as_json:
        raise UsageError("-l and --json do not go together; --json gives the path of each hit")
    text = read_query(query)
    filters: Filters = {"any_word": any_word, "after": after, "before": before, "languages": languages, "paths": paths}
    with opened(folder, index, fresh=True) as library, pointing_at(text):
        if names_only:
            return _print_names(library, text, filters)
        results = library.search(
            text,
            limit=limit,
            offset=offset,
            strict=strict,
            context=context,
            expanded=not no_expand,
            sort=sort,
            grouped=group is not None,
            explained=explain,
            translate=translate,
            pinyin=pinyin,
            every=every,
            **filters,
        )
        for warning in results.warnings:
            complain(warning)
        if style is not None and results.hits:
            from search.cli.cite import cite_hits

            write_text(cite_hits(library, results, style))
        elif as_json:
            _print_json(results)
        else:
            _print_hits(results, library, color, offset)
        if not results.hits:
            complain(_nothing(text, results, offset=offset, strict=strict))
        if not (results.places or offset):
            _print_suggestions(library.suggest(text, has_matches=bool(results.hits), **filters))
    return 0 if results.hits else NOTHING_FOUND


def _print_names(library: "Library", query: str, filters: "Filters") -> int:
    """Print the files that hold the query: as they are in a pipe, made visible on a terminal."""
    import sys

    locate = from_here(library.root)
    names = [locate(path) for path in library.files(query, **filters)]
    write(map(visible_name, names) if sys.stdout.isatty() else names)
    if not names:
        complain(_("no file holds {query}").format(query=quoted(query)))
        _print_suggestions(library.suggest(query, **filters))
    return 0 if names else NOTHING_FOUND


def _print_json(results: "Results") -> None:
    from search.render.json import dump, explanation_object, hit_object

    if results.explanation:
        write([dump({"explanation": explanation_object(results.explanation, results)})])
    write(dump(hit_object(hit)) for hit in results.hits)


def _print_hits(results: "Results", library: "Library", color: str, offset: int) -> None:
    from search.render.terminal import draw_results

    notes: list[str] = []
    if results.explanation:
        from search.render.explanation import describe_scores, draw_explanation

        write(draw_explanation(results.explanation, results, screen(color)))
        notes = describe_scores(results.explanation)
    if results.hits:
        write(draw_results(results, screen(color), from_here(library.root), offset=offset, notes=notes))


def _print_suggestions(suggestions: "Sequence[Suggestion]") -> None:
    if suggestions:
        from search.render.suggestions import draw_suggestions

        for sentence in draw_suggestions(suggestions):
            complain(sentence)


def _nothing(query: str, results: "Results", *, offset: int, strict: bool) -> str:
    """Say that nothing was found, and what to try."""
    if offset:
        return _("no hits after the first {offset}; {total} hold {query}").format(
            offset=offset, total=results.total, query=quoted(query)
        )
    if strict:
        return _("no passage holds {query}; without --strict the best matches are shown").format(query=quoted(query))
    return _("nothing found for {query}; try fewer or shorter words, or see what is indexed: yinde list").format(
        query=quoted(query)
    )
