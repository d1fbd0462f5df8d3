from hypothesis import given
from hypothesis import strategies as st

from search.expand import regional
from search.resemblance import Likeness, likeness, words_of

SPEECH = "各城同意以共同的方法公布碳排放清單，並由鄰城互相查核，公報沒有罰則，但是每年四月要公開同一格式的數字。"
ENGLISH = """The valley has decided to measure what leaves its chimneys before it promises anything, because a promise
without a number is only a wish, and the people of the valley have heard a great many wishes over the years."""


def compared(one: str, other: str) -> Likeness | None:
    judged = likeness(words_of(one), words_of(other), regional)
    assert judged == likeness(words_of(other), words_of(one), regional)
    return judged


def same(one: str, other: str) -> bool:
    return compared(one, other) is Likeness.SAME


def test_script_wraps_and_punctuation_do_not_tell_passages_apart() -> None:
    assert same(
        SPEECH, "各城同意以共同的方法公布碳排放清单,并由邻城互相查核\n\n公报没有罚则;但是每年四月要公开 同一格式的数字"
    )
    assert same(ENGLISH, ENGLISH.replace("promises", "prom-\nises").upper())
    assert same("第三章。", "第三章")


def test_a_number_a_name_or_a_not_tells_them_apart() -> None:
    assert not same(SPEECH, SPEECH.replace("四月", "五月"))
    assert not same(SPEECH, SPEECH.replace("要公開", "不要公開"))
    assert not same(SPEECH, SPEECH.replace("鄰城", "各縣"))
    assert not same(ENGLISH, ENGLISH.replace("has decided", "has not decided"))


def test_a_passage_quoted_whole_says_the_same_and_one_quoted_in_part_does_not() -> None:
    assert compared(SPEECH, f"圖一　{SPEECH}") is Likeness.PART
    assert compared(ENGLISH, f"{ENGLISH} (Photo: A. Reader)") is Likeness.PART
    assert compared(SPEECH, SPEECH * 2) is None
    assert compared(SPEECH, f"{SPEECH}公報附有地圖、表格、照片各一，由東瀾的港務局印行。") is None
    assert compared("碳中和社區。", "碳中和社區的。") is None


def test_words_of_another_region_are_not_other_words() -> None:
    mainland = "学生写的节能软件把教室的数据每十分钟送到服务器一次，由老师在屏幕上查看，一年省下两百万度电。"
    taiwan = "學生寫的節能軟體把教室的資料每十分鐘送到伺服器一次，由老師在螢幕上查看，一年省下兩百萬度電。"
    assert same(mainland, taiwan)
    assert not same(mainland, taiwan.replace("老師", "校長"))


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_the_texts_the_order_of_two_does_not_matter(one: str, other: str) -> None:
    same(one, other)
    assert same(one, one)
