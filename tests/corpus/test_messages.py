"""Messages: English wherever they are strings, and able to be said otherwise after any journey."""

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QuerySyntaxError, ReadError, YindeError
from corpus.messages import Message, described, from_data, joined, to_data

INNER = Message("page {named} of {count}", named="3", count=7)
OUTER = Message.counting("{number:,} defect: {what}", "{number:,} defects: {what}", 1200, what=INNER)


def test_a_message_is_its_english_text() -> None:
    assert OUTER == "1,200 defects: page 3 of 7"
    assert Message.counting("{number} page", "{number} pages", 1) == "1 page"
    assert json.loads(json.dumps([OUTER])) == ["1,200 defects: page 3 of 7"]


def test_without_values_a_template_is_taken_as_it_stands() -> None:
    assert Message("{3,5} in a regex") == "{3,5} in a regex"


@pytest.mark.parametrize("template", ["{path", "{other}", "{path.x}", "{0}", "{path:,}"])
def test_a_template_that_does_not_fit_never_fails(template: str) -> None:
    assert Message(template, path="a") == template


@pytest.mark.parametrize("message", [INNER, OUTER, Message("plain")])
def test_nothing_is_lost_between_processes_or_in_the_manifest(message: Message) -> None:
    stored = json.loads(json.dumps(to_data(message)), object_hook=from_data)
    for copy in (pickle.loads(pickle.dumps(message)), stored):
        assert (copy, type(copy)) == (message, Message)
        assert (copy.template, copy.plural, copy.number, copy.values) == (
            message.template,
            message.plural,
            message.number,
            message.values,
        )


@pytest.mark.parametrize("template", ["{path:>999999999}", "{path.__class__}", "{path[0]}", "{", "{}"])
def test_a_stored_template_that_is_none_of_ours_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="no template"):
        from_data({"template": template, "plural": "", "number": 1, "values": {"path": "a"}})


@given(
    st.dictionaries(st.sampled_from(["template", "plural", "number", "values"]), st.one_of(st.text(), st.integers()))
)
def test_any_object_is_read_or_refused(data: dict[str, Any]) -> None:
    try:
        assert from_data(data) is data or isinstance(from_data(data), Message)
    except (ValueError, TypeError, KeyError, AttributeError):
        assert "template" in data


def test_errors_carry_messages() -> None:
    inner = ReadError("not UTF-8")
    outer = ReadError("{path}: {reason}", path="a.txt", reason=inner)
    assert (str(outer), outer.reason, inner.reason) == ("a.txt: not UTF-8", "not UTF-8", "not UTF-8")
    assert isinstance(outer.message.values["reason"], Message)
    assert str(QuerySyntaxError("unclosed {quote} at column {column}", 3, quote="「")) == "unclosed 「 at column 3"
    assert YindeError(OUTER).message is OUTER


def test_errors_of_the_system_say_what_the_system_says() -> None:
    error = FileNotFoundError(2, "No such file or directory")
    assert described(error) == "No such file or directory"
    assert isinstance(described(error), Message)
    assert described(ValueError("odd")) == "odd"


def test_several_become_one() -> None:
    assert joined(["a", "", "b", "c"]) == "a; b; c"
    assert joined(["a", "b"], Message("{first}, {next}")) == "a, b"
    assert joined([]) == ""
