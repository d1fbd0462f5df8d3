import pytest

from corpus.record.slips import slips


@pytest.mark.parametrize(
    ("name", "value", "remark"),
    [
        ("dat", "2021", "did you mean date?"),
        ("publsher", "Northgate", "did you mean publisher?"),
        ("headimg", "x.jpg", "it is kept"),
        ("issued", "gestern", "2021-01-28"),
        ("type", "newspaper", "article-newspaper"),
    ],
)
def test_what_no_style_prints_is_remarked_on(name: str, value: str, remark: str) -> None:
    (said,) = slips({name: value})
    assert remark in said
    assert repr(name if "field" in said else value) in said


def test_what_is_right_needs_no_remark() -> None:
    right = {"issued": "2021-04-19", "accessed": "", "author": "葛沖", "type": "speech", "DOI": "10.1/x", "title": ""}
    assert not list(slips(right))
