"""Nothing that people read is forgotten: the catalogues hold every message of the code, whole and no others."""

from string import Formatter

import pytest

from tools.gather_messages import gather, stray
from tools.messages import as_mo, catalogues, read, template, updated

LEFT_OUT = {"{value!r} is not a valid {number_type}."}
"""Messages of which a translation may leave out a placeholder: click gives the name of its own class there."""
PATHS = [pytest.param(path, id=path.parts[-3]) for path in catalogues()]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def forms(texts: object) -> list[str]:
    return [texts] if isinstance(texts, str) else [*texts]  # type: ignore[misc]


def test_no_message_is_put_together_where_nobody_could_translate_it() -> None:
    assert stray() == []


def test_messages_are_found() -> None:
    texts = {each.text for each in gather()}
    assert "no index in {here} or above; make one: yinde index PATH" in texts  # an error
    assert (
        "Find the passages that hold every word of QUERY, and after them those that match best." in texts
    )  # a docstring
    assert "One of the words suffices." in texts  # an option
    assert "{number:,} passage" in texts  # a count


@pytest.mark.parametrize("path", PATHS)
class TestCatalogue:
    def test_holds_every_message_and_no_other(self, path: object) -> None:
        catalogue = read(path)  # type: ignore[arg-type]
        wanted = {str(each.id) for each in template() if each.id}
        assert {str(each.id) for each in catalogue if each.id} == wanted
        assert not catalogue.obsolete

    def test_translates_every_message(self, path: object) -> None:
        assert [each.id for each in read(path) if each.id and (each.fuzzy or not all(forms(each.string)))] == []  # type: ignore[arg-type]

    def test_keeps_placeholders(self, path: object) -> None:
        for each in read(path):  # type: ignore[arg-type]
            if not each.id or "{" not in str(each.id):
                continue
            known = set().union(*map(fields, forms(each.id)))
            for text in forms(each.string):
                assert fields(text) <= known, text
                counted = len(forms(each.id)) > 1
                assert fields(text) == known or counted or each.id in LEFT_OUT, text
                assert counted is False or fields(forms(each.id)[1]) - {"possibility", "choice"} <= fields(text)

    def test_is_compiled(self, path: object) -> None:
        compiled = path.with_suffix(".mo").read_bytes()  # type: ignore[attr-defined]
        assert compiled == as_mo(updated(path))  # type: ignore[arg-type]
