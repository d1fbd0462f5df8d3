import json
from pathlib import Path

import pytest

from corpus.record.formats import read_file
from corpus.record.model import Record
from indexer.build import refresh
from search.cli.run import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "library"
    place.mkdir()
    (place / "speech.txt").write_text("渡口城市的选择\n\n南渡是一座靠渡口长大的城市。\n", "utf-8")
    (place / "flood.md").write_text(
        "---\ntitle: What the River Remembers\nauthor: Tabitha Renshaw\ndate: 2020-10-02\nurl: https://otterby.example/flood\n"
        "---\nThe flood was not the largest on record.\n",
        "utf-8",
    )
    refresh(str(place))
    return place


def shown(folder: Path, document: str, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
    capsys.readouterr()
    assert run(["bib", "show", document, "--in", str(folder), "--json"]) == 0
    record: dict[str, dict[str, str]] = json.loads(capsys.readouterr().out)["record"]
    return record


def test_corrections_are_kept_beside_the_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = str(folder / "speech.txt")
    assert run(["bib", "edit", document, "date=2022-03-14", "author=贺明远; John Smith", "--in", str(folder)]) == 0
    record = shown(folder, "speech.txt", capsys)
    assert record["issued"] == {"value": "2022-03-14", "origin": "sidecar speech.txt.yinde.yaml"}
    assert record["author"]["value"] == "贺明远; Smith, John"
    assert record["citation-key"] == {"value": "hemingyuan2022dukoucheng", "origin": "made"}
    assert "issued: '2022-03-14'" in (folder / "speech.txt.yinde.yaml").read_text("utf-8")
    assert run(["bib", "edit", document, "--unset", "date", "--in", str(folder)]) == 0
    assert "issued" not in shown(folder, "speech.txt", capsys)


def test_show_has_a_correction_at_once_and_a_slip_is_remarked_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["bib", "edit", "flood.md", "date=2020-05-06", "publsher=Northgate", "--in", str(folder)]) == 0
    said = capsys.readouterr().err
    assert "did you mean publisher?" in said
    assert "yinde search after: yinde index" in said
    assert run(["search", "--json", "-n", "1", "path:flood.md", "--index", str(folder)]) == 0
    identity = json.loads(capsys.readouterr().out)["id"]
    assert run(["show", identity, "--json", "--in", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["date"] == "2020-05-06"


def test_a_value_is_taken_away_by_an_empty_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bib", "edit", "flood.md", "author=", "--in", str(folder)]) == 0
    assert "author" not in shown(folder, "flood.md", capsys)


@pytest.mark.parametrize("arguments", [["speech.txt", "date"], ["nowhere.txt", "date=2020"], ["speech.txt", "=x"]])
def test_nonsense_is_refused(folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bib", "edit", *arguments, "--in", str(folder)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("name", ["out.json", "out.bib", "out.ris"])
def test_the_library_goes_out_and_comes_back(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder.parent / name
    assert run(["bib", "export", "--in", str(folder), "-o", str(file)]) == 0
    keys = {record.key for record in read_file(str(file))}
    assert keys == {"renshaw2020what", "nddukoucheng"}
    assert run(["bib", "import", str(file), "--in", str(folder)]) == 0
    assert shown(folder, "flood.md", capsys)["citation-key"]["value"] == "renshaw2020what"


def test_a_record_finds_its_document_by_address_then_title(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder.parent / "zotero.bib"
    file.write_text(
        "@online{a, title = {Another title}, url = {http://www.otterby.example/flood/}, date = {2020-11}}\n"
        "@misc{b, title = {渡口城市的選擇}, author = {{贺明远}}}\n@misc{c, title = {Nothing here}}\n",
        "utf-8",
    )
    assert run(["bib", "import", str(file), "--in", str(folder)]) == 0
    captured = capsys.readouterr()
    assert "a → flood.md" in captured.out
    assert "b → speech.txt" in captured.out
    assert "no document for c" in captured.err
    assert shown(folder, "flood.md", capsys)["issued"]["value"] == "2020-11"


def test_a_malformed_sidecar_is_an_error_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "speech.txt.yinde.yaml").write_text("title: [", "utf-8")
    assert run(["bib", "show", "speech.txt", "--in", str(folder)]) == 2
    assert "speech.txt.yinde.yaml" in capsys.readouterr().err


def test_records_keep_their_keys(folder: Path) -> None:
    assert run(["bib", "edit", "flood.md", "citation-key=Renshaw20", "--in", str(folder)]) == 0
    file = folder.parent / "out.json"
    assert run(["bib", "export", "flood.md", "--in", str(folder), "-o", str(file)]) == 0
    (record,) = read_file(str(file))
    assert isinstance(record, Record)
    assert record.key == "Renshaw20"
