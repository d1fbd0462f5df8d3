import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from search.check.compare import compare, compare_scripts, is_other_script
from search.check.squeeze import comparable, squeeze


@pytest.mark.parametrize(
    ("printed", "quoted", "other"),
    [
        ("渡口從來不是終點", "渡口從來不是終點", False),
        ("渡口從\n來不是終點", "渡口從來不是終點", False),
        ("渡口從來不是終點", "渡口从来不是终点", True),
        ("渡口从来不是终点", "渡口從來不是終點", True),
        ("離島停電的那個晚上", "離島停電的那个晚上", None),
        ("船靠岸", "船靠岸", False),
    ],
)
def test_scripts_are_told_apart(printed: str, quoted: str, other: bool | None) -> None:
    assert is_other_script(printed, quoted) is other


texts = st.text(st.sampled_from("碳中和達达峰 ab\n，“"), max_size=20)


@given(texts, texts)
def test_a_comparison_holds_both_texts_whole(printed: str, quoted: str) -> None:
    for segments in (compare(printed, quoted), compare_scripts(printed, quoted)):
        assert "".join(segment.printed for segment in segments) == squeeze(printed).text
        assert "".join(segment.quoted for segment in segments) == squeeze(quoted).text
    assert all(fold(one.printed) == fold(one.quoted) for one in compare(printed, quoted) if one.same)


@given(st.text(max_size=20))
def test_squeezed_text_leads_back(text: str) -> None:
    squeezed = squeeze(text)
    assert len(squeezed.text) == len(squeezed.offsets)
    assert all(
        char == text[at] or (char == " " and text[at].isspace())
        for char, at in zip(squeezed.text, squeezed.offsets, strict=True)
    )
    ready = comparable(text)
    if ready.folded:
        span = ready.span(0, len(ready.folded))
        assert comparable(text[span.start : span.end]).folded == ready.folded
