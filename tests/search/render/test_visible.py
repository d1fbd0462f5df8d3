from hypothesis import given
from hypothesis import strategies as st

from search.render.visible import one_line, visible, visible_name

ANY = st.text(st.characters(exclude_categories=()))  # lone surrogates included


def test_controls_become_signs() -> None:
    assert visible("\x1b[31m红\x07\x7f\t\r\n") == "␛[31m红␇␡ ␍␊"
    assert visible("\x9b31m\u202e\ud800\udc80") == "\N{REPLACEMENT CHARACTER}31m" + "\N{REPLACEMENT CHARACTER}" * 3


def test_names_keep_bytes_that_are_not_utf8() -> None:
    name = b"caf\xe9\x1b.txt".decode("utf-8", "surrogateescape")
    assert visible_name(name).encode("utf-8", "surrogateescape") == b"caf\xe9" + "␛.txt".encode()


def test_titles_stand_on_one_line() -> None:
    assert one_line("  气候\n  变化\x1b ") == "气候 变化␛"


@given(ANY)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    for shown in (visible(text), visible_name(text)):
        assert len(shown) == len(text)
        shown.encode("utf-8", "surrogateescape")
        assert not any(ord(each) < 0x20 or 0x7F <= ord(each) < 0xA0 for each in shown)
