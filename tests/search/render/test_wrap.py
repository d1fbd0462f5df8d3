from hypothesis import given
from hypothesis import strategies as st

from search.render.width import character_width, columns, display_width, shorten
from search.render.wrap import wrap

MIXED = st.text(st.sampled_from("碳中和，。「」（）——…“”ab c2%\u0301🌍\n"), max_size=60).filter(
    lambda text: " \u0301" not in text  # a mark on a space that hangs over the edge hangs with it
)


def lines(text: str, width: int | None) -> list[str]:
    return [text[line.start : line.end] for line in wrap(text, width)]


def test_widths_of_characters() -> None:
    assert [character_width(each) for each in "a碳，“カｶ한\u0301\u200b🌍𠮷"] == [1, 2, 2, 1, 2, 1, 2, 0, 0, 2, 2]
    assert display_width("碳中和 net zero") == 15
    assert columns("a碳b") == [0, 1, 3, 4]


def test_han_breaks_anywhere() -> None:
    assert lines("碳中和的目标", 6) == ["碳中和", "的目标"]


def test_closing_marks_do_not_begin_a_line_and_opening_ones_do_not_end_it() -> None:
    assert lines("碳中和，目标", 6) == ["碳中", "和，目", "标"]
    assert lines("他说「碳中和」", 6) == ["他说", "「碳中", "和」"]
    assert lines("全球排放量40%以上", 12) == ["全球排放量", "40%以上"]


def test_words_stay_whole_and_spaces_at_breaks_go() -> None:
    assert lines("carbon neutrality by 2060", 12) == ["carbon", "neutrality", "by 2060"]
    assert lines("实现 carbon neutral 目标", 11) == ["实现 carbon", "neutral 目", "标"]


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert lines("a" * 10, 4) == ["aaaa", "aaaa", "aa"]


def test_without_a_width_only_line_breaks_count() -> None:
    assert lines("碳中和\n" * 2 + "x" * 300, None) == ["碳中和", "碳中和", "x" * 300]


@given(MIXED, st.integers(2, 20))
def test_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    broken = lines(text, width)
    assert all(display_width(line) <= width for line in broken)
    assert "".join(broken).replace(" ", "") == text.replace("\n", "").replace(" ", "")


@given(MIXED.map(lambda text: text.replace("\n", " ")), st.integers(1, 20))
def test_shortened_text_fits(text: str, width: int) -> None:
    short = shorten(text, width)
    assert display_width(short) <= width
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
