"""A draft that lies among its sources."""

from pathlib import Path

import pytest

from indexer.build import refresh
from search.cli.run import run

WORDS = "老电厂还有七年寿命，不能今天就拆"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "draft.md").write_text(f"市长说“{WORDS}”。又说“渡口从来不是终点”。\n", "utf-8")
    (tmp_path / "speech.txt").write_text("渡口从来不是终点。船靠岸是为了让人上岸。\n", "utf-8")
    refresh(str(tmp_path))
    return tmp_path


def test_a_draft_does_not_prove_itself(
    shelf: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shelf / "drafts")
    for named in ("draft.md", "../drafts/draft.md", str(shelf / "drafts" / "draft.md")):
        assert run(["check", named]) == 1
        shown = capsys.readouterr().out
        assert f"not found: {WORDS}" in shown
        assert "draft.md:1 ¶" not in shown
        assert "    ../speech.txt:1 ¶1" in shown.replace("\\", "/")
        assert shown.endswith("2 quotations: 1 found, 1 not found\n")


def test_a_link_to_the_draft_is_the_draft(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("elsewhere") / "link.md"
    try:
        link.symlink_to(shelf / "drafts" / "draft.md")
    except OSError:
        pytest.skip("no symbolic links here")
    assert run(["check", str(link), "--in", str(shelf)]) == 1


def test_a_copy_of_the_draft_is_a_source_like_any_other(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = shelf / "copy.md"
    copy.write_bytes((shelf / "drafts" / "draft.md").read_bytes())
    refresh(str(shelf))
    assert run(["check", str(shelf / "drafts" / "draft.md"), "--in", str(shelf)]) == 0
    assert "copy.md:1 ¶1" in capsys.readouterr().out


def test_one_quotation_is_one_quotation(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = shelf.parent / "short.md"
    draft.write_text("“船靠岸是为了让人上岸”[@nobody]", "utf-8")
    assert run(["check", str(draft), "--in", str(shelf), "--fix-locators"]) == 0
    shown = capsys.readouterr()
    assert shown.out.endswith("1 quotation: 1 found\n")
    assert "short.md: 1 locator filled in" in shown.err
