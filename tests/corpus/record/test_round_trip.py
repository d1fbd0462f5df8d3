import contextlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import ReadError, UsageError
from corpus.model import Bib
from corpus.record.fields import CSL_TYPES, canonical, fields_of
from corpus.record.formats import FORMATS, format_of, read_file, read_records, write_records
from corpus.record.kinds import guess_type
from corpus.record.model import Record
from corpus.record.sidecar import apply, read_sidecar, sidecar_path, write_sidecar

words = st.text(
    st.one_of(
        st.sampled_from("碳中和气候氣候峰會解振华Aéz09 {}\\%&$#_~^\"'@-–,;:.“”「」=/<>"), st.characters(codec="utf-8")
    ),
    max_size=10,
)
names = st.one_of(
    words, st.sampled_from(["解振华", "Smith, John A.", "Jane van Dyke", "World Bank", "{Ban Ki}", "Roe, Jr., R."])
)
dates = st.one_of(
    words,
    st.dates().map(str),
    st.sampled_from(["2021", "2021-01", "2021-23", "2019/2020", "1936~", "2021-13", "民國110年", "-0050"]),
)
extras = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(sorted(CSL_TYPES))),
    st.tuples(
        st.sampled_from(["volume", "issue", "page", "DOI", "ISBN", "ISSN", "edition", "annote", "keyword", "note"]),
        words,
    ),
    st.tuples(st.sampled_from(["accessed", "event-date"]), dates),
    st.tuples(st.sampled_from(["editor", "translator"]), names),
    st.tuples(words, words),
)
bibs = st.builds(
    Bib,
    title=words,
    authors=st.lists(names, max_size=3).map(tuple),
    date=dates,
    container=words,
    publisher=words,
    url=st.one_of(words, st.just("https://example.org/a_b%20c?d=e&f=#g~h")),
    language=st.sampled_from(["", "zh", "zh-TW", "en", "und"]),
    extra=st.lists(extras, max_size=3).map(tuple),
).map(canonical)
keys = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)


@pytest.mark.parametrize("name", FORMATS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(keys, bibs), max_size=2, unique_by=lambda pair: pair[0]))
def test_every_format_gives_the_record_back(name: str, pairs: list[tuple[str, Bib]]) -> None:
    records = [Record(key, bib) for key, bib in pairs]
    again = read_records(write_records(records, name), name)
    assert [record.key for record in again] == [record.key for record in records]
    for before, after in zip(records, again, strict=True):
        assert fields_of(after.bib) == {"type": guess_type(before.bib), **fields_of(before.bib)}


@given(bibs)
def test_canonical_form_is_stable(bib: Bib) -> None:
    assert canonical(bib) == bib


@pytest.mark.parametrize("name", FORMATS)
@given(st.text(max_size=80))
def test_any_text_is_read_or_reported(name: str, text: str) -> None:
    with contextlib.suppress(ReadError):
        assert all(record.bib == canonical(record.bib) for record in read_records(text, name))


@pytest.mark.parametrize("ending", [".yinde.yaml", ".yinde.json"])
@given(bib=bibs)
def test_a_sidecar_gives_its_corrections_back(tmp_path_factory: pytest.TempPathFactory, ending: str, bib: Bib) -> None:
    document = tmp_path_factory.mktemp("sidecar") / "讲话.txt"
    write_sidecar(f"{document}{ending}", fields_of(bib))
    assert sidecar_path(str(document)) == f"{document}{ending}"
    assert fields_of(apply(Bib(title="旧题", authors=("佚名",)), read_sidecar(f"{document}{ending}"))) == (
        {"title": "旧题", "author": "佚名"} | fields_of(bib)
    )


def test_a_sidecar_may_use_plain_names_and_lists(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.yinde.yaml"
    path.write_text(
        "authors: [解振华, John Smith]\ndate: 2021-01-28\nSite: 气候网\ndoi: 10.1/x\ntitle:\n", encoding="utf-8"
    )
    record = apply(
        Bib(title="错", language="zh", origins=(("title", "file name"), ("language", "text"))), read_sidecar(str(path))
    )
    assert dict(record.origins) == {"language": "text"} | dict.fromkeys(
        ("author", "issued", "container-title", "DOI"), "sidecar"
    )
    assert replace(record, origins=()) == Bib(
        language="zh",
        authors=("解振华", "Smith, John"),
        date="2021-01-28",
        container="气候网",
        extra=(("DOI", "10.1/x"),),
    )


@pytest.mark.parametrize(
    "text",
    [
        "- a\n- b\n",
        "a: [",
        "just text",
        "\t",
        "a: {b: c}",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "x: " + "a" * 300_000,
    ],
    ids=lambda text: text[:8],
)
def test_a_malformed_sidecar_is_reported_with_its_path(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt.yinde.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=r"a\.txt\.yinde\.yaml"):
        read_sidecar(str(path))


def test_files_are_read_by_their_ending(tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    path.write_text(
        "@article{ge, title = {气候}, author = {{葛全胜} and Smith, John}, year = 2020, month = mar}", "utf-8"
    )
    assert read_file(str(path)) == [
        Record(
            "ge",
            Bib(title="气候", authors=("葛全胜", "Smith, John"), date="2020-03", extra=(("type", "article-journal"),)),
        )
    ]
    assert format_of("x.RIS") == "ris"
    with pytest.raises(UsageError, match="--format"):
        format_of("library.txt")
    with pytest.raises(ReadError, match=r"no\.bib"):
        read_file(str(tmp_path / "no.bib"))
