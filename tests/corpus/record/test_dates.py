import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.record.dates import format_date, parse_date, year_of


@pytest.mark.parametrize(
    ("iso", "csl"),
    [
        ("2021-01-28", {"date_parts": [[2021, 1, 28]]}),
        ("2021-01", {"date_parts": [[2021, 1]]}),
        ("2021", {"date_parts": [[2021]]}),
        ("2021-23", {"date_parts": [[2021]], "season": 3}),
        ("2019/2020", {"date_parts": [[2019], [2020]]}),
        ("1936~", {"date_parts": [[1936]], "circa": True}),
        ("民國110年", {"literal": "民國110年"}),
        ("2021-13", {"literal": "2021-13"}),
        ("2021-1-2", {"literal": "2021-1-2"}),
    ],
)
def test_dates_are_taken_apart(iso: str, csl: dict[str, object]) -> None:
    assert parse_date(iso) == csl


@given(st.one_of(st.dates().map(str), st.from_regex(r"-?\d{1,4}(-\d{2}){0,2}(/\d{4})?~?", fullmatch=True)))
def test_the_parts_give_the_date_back(iso: str) -> None:
    assert format_date(parse_date(iso)) == iso


@pytest.mark.parametrize(
    ("date", "year"), [("2021-01-28", "2021"), ("about 1936", "1936"), ("", ""), ("民國110年", "")]
)
def test_the_year_of_a_date(date: str, year: str) -> None:
    assert year_of(date) == year
