"""What an open library remembers of its dictionaries, and when it forgets."""

from pathlib import Path

from indexer.segment import WordSegmenter
from search.query.parser import parse
from search.translate import Mode, Translator
from search.translate.shelf import add
from tests.search.in_memory import library_of


def test_what_is_remembered_goes_with_the_dictionaries(tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    translator = Translator(library_of({"a.txt": ["净零。", "零净。"]}).reader, WordSegmenter(), index)

    def asked() -> tuple[str, ...]:
        translation = translator.translation("always", parse("net zero").root)
        return translation.expansions[0].also if translation else ()

    assert asked() == asked() == ("净零",)
    terms = tmp_path / "terms.csv"
    terms.write_text("零净,net zero\n", encoding="utf-8")
    add(index, str(terms))
    assert asked() == ("零净",)


def test_what_was_not_to_be_translated_is_when_that_is_wanted() -> None:
    """Of a library without English only what is in English is translated by itself."""
    library = library_of({"a.txt": ["净零。", "湖。", "net zero"]}, writing={"a.txt": ("zh", "hans")})
    translator = Translator(library.reader, WordSegmenter(), "")

    def asked(mode: Mode) -> list[str]:
        translation = translator.translation(mode, parse("lake 净零").root)
        return [each.asked for each in translation.expansions] if translation else []

    assert asked("auto") == ["lake"]
    assert asked("always") == ["lake", "净零"]
