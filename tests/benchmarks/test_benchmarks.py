"""The harness measures what it says; the engines it compares are given a fair chance."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import baseline, engines
from benchmarks.datasets import Doc, documents_file, load_set, read_documents, sample_bytes, write_documents
from benchmarks.engines import analysis
from benchmarks.exactness import Truth, random_phrases
from benchmarks.measure import cold, latency, python, run
from benchmarks.metrics import ndcg, percentile, quality
from benchmarks.tables import Row, Table, number, report
from corpus.fold import fold
from indexer.terms import grams

DOCS = (
    Doc("a", "碳中和", "二〇六〇年前實現碳中\n和。Carbon neutrality by 2060."),
    Doc("b", "", "碳达峰与碳中和不是一回事。"),
    Doc("c", "甲烷", "ビルの気候、Öl und Gas：氣候危機。"),
)


def test_quality_of_known_rankings() -> None:
    relevance = {"q1": {"a": 1}, "q2": {"b": 1, "c": 1}, "q3": {"a": 1}}
    measured = quality({"q1": ["a", "b"], "q2": ["x", "b"]}, relevance)
    assert measured.mrr == pytest.approx((1 + 0.5 + 0) / 3)
    assert (measured.hit1, measured.hit10) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert ndcg(["b", "x", "c"], {"b": 1, "c": 1}) == pytest.approx(1.5 / 1.6309, abs=1e-4)


def test_ranks_below_ten_do_not_count() -> None:
    assert quality({"q": [str(n) for n in range(10)] + ["a"]}, {"q": {"a": 1}}).mrr == 0


def test_percentile_is_one_of_the_values() -> None:
    assert [percentile([3, 1, 2, 4], share) for share in (0.5, 0.99, 0)] == [2, 4, 1]


def test_set_without_documents_takes_those_of_the_set_it_varies(tmp_path: Path) -> None:
    for name in ("base", "base-cross-script"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "queries.jsonl").write_text('{"id": "q", "text": "氣候"}\n', encoding="utf-8")
        (tmp_path / name / "qrels.tsv").write_text("q\ta\t1\nq\tb\t0\n", encoding="utf-8")
    write_documents(tmp_path / "base" / "docs.jsonl", DOCS)
    one = load_set(tmp_path / "base-cross-script")
    assert read_documents(one.documents) == DOCS
    assert one.relevance == {"q": {"a": 1}}
    with pytest.raises(FileNotFoundError):
        documents_file(tmp_path / "other")


def test_sample_is_strewn_over_the_whole() -> None:
    documents = [Doc(str(n), "", "字" * 100) for n in range(100)]
    assert [doc.id for doc in sample_bytes(documents, 3000)] == [str(n) for n in range(0, 100, 10)]
    assert len(sample_bytes(documents, 10**9)) == 100


def test_truth_crosses_scripts_and_line_breaks() -> None:
    truth = Truth(DOCS, fold)
    assert truth.occurrences("碳中和") == {"a": 2, "b": 1}
    assert truth.occurrences("气候") == {"c": 2}


def test_random_phrases_are_different_substrings_and_repeatable() -> None:
    phrases = random_phrases(DOCS, 15, 2, 4)
    assert phrases == random_phrases(DOCS, 15, 2, 4)
    assert len(set(phrases)) == len(phrases) == 15
    assert all(any(phrase in doc.body for doc in DOCS) for phrase in phrases)


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: doc.id)
def test_tantivy_is_fed_the_grams_of_yinde(doc: Doc) -> None:
    assert sorted(analysis.grams(doc.body)) == sorted(grams(fold(doc.body)))


@pytest.mark.parametrize("name", ["tantivy-bigrams", "tantivy-both", "sqlite-trigram"])
def test_engines_with_grams_are_exact(name: str, tmp_path: Path) -> None:
    if not engines.installed(name):
        pytest.skip(f"{name} is not installed")
    engine = engines.named(name)
    engine.build(DOCS, tmp_path)
    index = engine.open(tmp_path)
    truth = Truth(DOCS, fold)
    for phrase in random_phrases(DOCS, 15, engine.shortest, 4):
        assert index.find(phrase) == set(truth.occurrences(phrase))
        assert index.look_up(phrase) == len(truth.occurrences(phrase))
    if engine.questions:
        assert index.ask("什么时候碳达峰？")[0] == "b"
    index.close()


def test_latency_counts_only_the_timed_calls() -> None:
    calls: list[int] = []
    timed = latency(calls.append, [1, 2, 3], warm_up=[0])
    assert (timed.calls, calls) == (3, [0, 1, 2, 3])
    assert 0 <= timed.p50 <= timed.p99


def test_memory_of_children_is_counted() -> None:
    if sys.platform != "linux":
        pytest.skip("reads /proc")
    child = "x = b'x' * 80_000_000; import time; time.sleep(0.3)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    assert run(python(parent)).peak > 80_000_000
    with pytest.raises(RuntimeError, match="ended with 3"):
        run(python("raise SystemExit(3)"))


def test_cold_gives_a_time_for_each_command() -> None:
    first = [python("import time; time.sleep(0.4)"), python("pass")]
    quick, slow = cold([first, [python("pass"), python("import time; time.sleep(0.2)")]])
    assert slow > quick + 0.1


def test_shortfalls_name_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    floors = {"floors": {"set": {"mrr@10": {"least": 0.9, "why": "because"}, "exact": {"least": 1, "why": "promised"}}}}
    path.write_text(json.dumps(floors), encoding="utf-8")
    assert baseline.shortfalls({"set": {"mrr@10": 0.95, "exact": 1.0}}, path) == []
    (line,) = baseline.shortfalls({"set": {"mrr@10": 0.85}, "other": {"mrr@10": 0}}, path)
    assert line == "set: mrr@10 is 0.8500, below 0.9 (because)"


def test_baseline_says_why() -> None:
    assert all(floor.why and 0 < floor.least <= 1 for floor in baseline.floors())


def test_report_reads_as_markdown_and_as_json() -> None:
    table = Table("T", ("yinde", "stack"), (Row("p50", (number(0.01234, "ms"), number(None)), "warm"),))
    assert report({"date": "d"}, [table], as_json=False).splitlines()[-1] == "| p50 | 0.0123 ms | – | warm |"
    assert json.loads(report({"date": "d"}, [table], as_json=True))["tables"][0]["rows"][0]["measure"] == "p50"
    assert [number(value, digits=3) for value in (12345.6, 0.5, 98.76)] == ["12,300", "0.5", "98.8"]
