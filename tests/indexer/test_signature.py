from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from indexer.signature import signatures
from indexer.terms_array import Stretch

TEXTS = st.lists(st.sampled_from([*"碳中和達达峰氣候1。 \n\r-", "carbon", "Net"]), max_size=20).map("".join)


def keys_of(texts: Sequence[str]) -> list[list[int]]:
    found: list[list[int]] = signatures(Stretch.of(texts, range(len(texts))), 0, len(texts)).tolist()
    return found


@given(st.lists(TEXTS, max_size=6))
def test_a_signature_is_of_one_passage_whatever_stands_beside_it(texts: list[str]) -> None:
    assert keys_of(texts) == [keys_of([text])[0] for text in texts]


def test_script_wraps_and_punctuation_leave_it_as_it_is() -> None:
    one, other, third = keys_of(
        ["實現碳中和的辦法，寫得很細：A plan.", "实现碳中\n和的办法写得很细\na  Plan", "实现碳中和的办法写得很长"]
    )
    assert one == other != third


def test_what_has_no_three_letters_or_words_has_none() -> None:
    assert keys_of(["", "第三", "carbon neutral", "第三章"])[:3] == [[0, 0, 0]] * 3


def test_what_is_much_alike_has_a_key_in_common_and_what_is_not_has_none() -> None:
    random = Random(1)
    letters = [chr(code) for code in range(0x4E00, 0x5600)]
    texts = ["".join(random.choices(letters, k=200)) for _ in range(300)]
    changed = [text[:100] + random.choice(letters) + text[101:] + "添上一句話" for text in texts]
    keys = keys_of([*texts, *changed])
    alike = [any(a == b for a, b in zip(keys[i], keys[i + 300], strict=True)) for i in range(300)]
    apart = [any(a == b for a, b in zip(keys[i], keys[j + 300], strict=True)) for i in range(300) for j in range(i)]
    assert sum(alike) >= 290
    assert sum(apart) == 0
