"""Tables with a document in each row: JSON Lines, comma- and tab-separated values."""

import bz2
import csv
import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.containers.model import Found, Member, Reading, Remark
from corpus.limits import Limits
from corpus.model import Document
from corpus.read import read_member
from tests.corpus.containers.archives import found_in, make_csv, make_jsonl, names


def documents(found: list[Found]) -> list[Document]:
    return [read_member(each, f"t/{each.name}", "/nowhere/t") for each in found if isinstance(each, Member)]


def remarks(found: list[Found]) -> list[str]:
    return [each.what for each in found if isinstance(each, Remark)]


def test_an_object_is_a_document_with_its_record(tmp_path: Path) -> None:
    rows = [
        {
            "id": "a-1",
            "標題": "潮水與堤壩",
            "作者": ["林知遠", "Ana Sousa"],
            "日期": "2021年1月28日",
            "url": "https://example.org/1",
            "來源": "海岸日報",
            "正文": "水位一年年升高。\n\n堤壩要加高。",
            "tags": ["水", "地"],
            "rank": 3,
        },
        {"content": "Carbon neutrality is far.", "title": None},
    ]
    found, error = found_in(tmp_path, "news.jsonl", make_jsonl(rows))
    assert (names(found), error, remarks(found)) == (["a-1", "2"], "", [])
    first, second = documents(found)
    assert (first.path, first.text, first.format) == ("t/a-1", "水位一年年升高。\n\n堤壩要加高。", "row")
    assert (first.lines, second.lines) == ((1, 1, 1), (2,))
    bib = first.bib
    assert (bib.title, bib.authors, bib.date) == ("潮水與堤壩", ("林知遠", "Ana Sousa"), "2021-01-28")
    assert (bib.url, bib.container) == ("https://example.org/1", "海岸日報")
    assert dict(bib.extra) == {"tags": "水; 地", "rank": "3"}
    assert dict(bib.origins)["title"] == "row"
    assert second.bib.title == "Carbon neutrality is far."


def test_fields_can_be_named(tmp_path: Path) -> None:
    rows = [{"text": "summary", "story": "The whole story.", "head": "A head", "title": "no", "key": "k/1"}]
    fields = (("text", "story"), ("title", "head"), ("id", "key"))
    for name, data in (("t.jsonl", make_jsonl(rows)), ("t.csv", make_csv([[*rows[0]], [*rows[0].values()]]))):
        found, _ = found_in(tmp_path, name, data, Reading(fields))
        [document] = documents(found)
        assert (document.path, document.text, document.bib.title) == ("t/k_1", "The whole story.", "A head")
    found, _ = found_in(tmp_path, "other.jsonl", make_jsonl([{"text": "usual"}]), Reading(fields))
    assert [document.text for document in documents(found)] == ["usual"]


def test_lines_that_are_no_objects_are_told_and_the_others_go_on(tmp_path: Path) -> None:
    nested = "[" * 100_000
    lines = ['{"text": "one"}', "{broken", "", '["text"]', "NaN", '{"text": ""}', nested, '{"text": "two"}']
    found, error = found_in(tmp_path, "t.jsonl", "\n".join(lines).encode())
    assert (names(found), error) == (["1", "7"], "")
    assert remarks(found) == ["lines 2, 7: not JSON", "lines 4, 5: no JSON object", "line 6: without a text"]


def test_a_table_without_a_text_says_what_to_do(tmp_path: Path) -> None:
    for name, data in (("t.jsonl", make_jsonl([{"year": 1}] * 3)), ("t.csv", b"year,co2\n1,2\n")):
        found, error = found_in(tmp_path, name, data)
        assert found == []
        assert "year" in error
        assert "--text-field" in error


def test_empty_tables_are_empty(tmp_path: Path) -> None:
    for name in ("t.jsonl", "t.csv", "t.tsv"):
        assert found_in(tmp_path, name, b"") == ([], "")
        assert found_in(tmp_path, name, b"\n\n") == ([], "")
    assert found_in(tmp_path, "t.csv", b"text,title\n") == ([], "")


COLUMNS = ["編號", "標題", "正文", "日期"]
ROWS = [
    COLUMNS,
    ["a", "潮水，與堤壩", "水位一年年升高。\n「堤壩」要加高，\n要快。", "2021-01-28"],
    ["b", "氣候", '他說："不"。', "2022"],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_row_is_a_document_whatever_the_dialect(tmp_path: Path, encoding: str, delimiter: str) -> None:
    found, error = found_in(tmp_path, "t.tsv" if delimiter == "\t" else "t.csv", make_csv(ROWS, encoding, delimiter))
    assert (names(found), error) == (["a", "b"], "")
    first, second = documents(found)
    assert [(document.text, document.bib.title, document.bib.date) for document in (first, second)] == [
        (ROWS[1][2], ROWS[1][1], "2021-01-28"),
        (ROWS[2][2], ROWS[2][1], "2022"),
    ]
    assert (first.lines, second.lines) == ((2, 3, 4), (5,))


def test_lines_count_those_of_the_fields_before(tmp_path: Path) -> None:
    data = b'sep=;\r\ntitle;text\r\n"two\r\nlines";"first\r\nsecond"\r\n\r\nx;third\r\n'
    found, _ = found_in(tmp_path, "t.csv", data)
    assert [document.lines for document in documents(found)] == [(4, 5), (7,)]


def test_columns_without_names_or_with_the_same_are_kept_apart(tmp_path: Path) -> None:
    found, _ = found_in(tmp_path, "t.csv", b"text,note,note,\nA text.,one,two,three\nShort.\nLong.,1,2,3,4,5\n")
    first, second, _ = documents(found)
    assert dict(first.bib.extra) == {"note": "one", "note 3": "two", "4": "three"}
    assert second.text == "Short."


def test_large_fields_are_read_and_the_limit_of_others_is_left_alone(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    text = "碳中和。" * 100_000
    found, error = found_in(tmp_path, "t.csv", make_csv([["text"], [text]]))
    assert error == ""
    assert documents(found)[0].text == text
    assert csv.field_size_limit() == before


def test_rows_that_are_too_long_are_told(tmp_path: Path) -> None:
    limits = Limits(row_megabytes=1)
    long = "x" * ((1 << 20) + 10)
    tables = {
        "t.jsonl": make_jsonl([{"text": "one"}, {"text": long}, {"text": "two"}]),
        "t.csv": make_csv([["text"], ["one"], [long], ["two"]]),
        "open.csv": b'text\none\n"never closed\n' + b"more of it\n" * 200_000,
    }
    for name, data in tables.items():
        found, error = found_in(tmp_path, name, data, Reading(limits=limits))
        assert error == ""
        assert [document.text for document in documents(found)][:2] in (["one", "two"], ["one", "more of it"])
        assert any("YINDE_MAX_ROW_MEGABYTES" in remark for remark in remarks(found))


@pytest.mark.parametrize(
    ("ending", "compress"), [(".gz", gzip.compress), (".xz", lzma.compress), (".bz2", bz2.compress)]
)
def test_compressed_tables_are_unpacked_on_the_way(
    tmp_path: Path, ending: str, compress: Callable[[bytes], bytes]
) -> None:
    data = make_jsonl([{"text": f"第{number}篇：碳中和。"} for number in range(30_000)])
    found, error = found_in(tmp_path, f"t.jsonl{ending}", compress(data))
    assert (len(found), error) == (30_000, "")
    found, error = found_in(tmp_path, f"t.jsonl{ending}", compress(data)[:-20])
    assert "damaged" in error
    found, error = found_in(tmp_path, f"t.csv{ending}", compress(b"text\nCarbon\n"))
    assert names(found) == ["1"]


def test_a_change_of_encoding_far_into_a_table_is_seen(tmp_path: Path) -> None:
    ascii_lines = b'{"text": "Carbon neutrality, said at length."}\n' * 40_000
    later = '{"text": "各国承诺到二〇六〇年前实现碳中和，电厂要知道自己哪一年关门。"}\n'.encode("gb18030")
    found, error = found_in(tmp_path, "t.jsonl", ascii_lines + later + b'{"text": "\xff\xfe\xff"}\n')
    assert error == ""
    assert documents(found[-3:-1])[0].text == "各国承诺到二〇六〇年前实现碳中和，电厂要知道自己哪一年关门。"
    assert remarks(found) == ["a line in which characters could not be decoded"]


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    for name in ("t.jsonl", "t.csv"):
        found, error = found_in(tmp_path, name, bytes(range(256)) * 8)
        assert found == []
        assert error


def test_ids_make_sound_and_distinct_names(tmp_path: Path) -> None:
    ids = ["same", "same", "../up", "a\x00b\n", "", "..", "x" * 500, 7]
    found, _ = found_in(tmp_path, "t.jsonl", make_jsonl([{"id": each, "text": "t"} for each in ids]))
    assert names(found) == ["same", "same~2", ".._up", "a_b_", "5", "6", "x" * 80, "7"]


def test_surrogates_and_huge_numbers_do_no_harm(tmp_path: Path) -> None:
    data = b'{"text": "a\\ud800b", "title": "\\udfff", "n": 1e999}\n{"text": "b", "n": ' + b"9" * 5000 + b"}\n"
    found, error = found_in(tmp_path, "t.jsonl", data)
    assert error == ""
    assert documents(found)[0].text == "a\ufffdb"
    assert json.dumps(documents(found)[0].bib.title, ensure_ascii=False).encode()
