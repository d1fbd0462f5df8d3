"""Whatever happens to the files, an index kept up to date is the index that a fresh build makes."""

import os
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.corpus.containers.archives import make_jsonl, make_tar, make_zip
from tests.indexer.desk import Desk, anonymous

NAMES = st.sampled_from(["a.txt", "b.md", "c/d.txt", "c/e.html", "f/g/h.txt"])
CONTAINERS = st.sampled_from(["x.zip", "c/y.tar.gz", "t.jsonl"])
BODIES = st.sampled_from(
    [
        "碳中和。\n",
        "碳達峰與碳中和。\n",
        "Carbon markets.\n",
        "",
        " \n",
        "甲烷\x0c氣候\n",
        b"\xff\xfe\x00",
        b"\x00\xff\x80",
    ]
)


class Changing(RuleBasedStateMachine):
    """Whatever happens to the files, an index kept up to date is the index that a fresh build makes."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.desk = Desk(Path(self.folder.name) / "docs")
        self.desk.root.mkdir()
        self.clock = 10**18

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(name=NAMES, body=BODIES)
    def write(self, name: str, body: str | bytes) -> None:
        self.desk.write(name, body)
        self.touch(name)

    @rule(name=CONTAINERS, bodies=st.lists(BODIES, max_size=4), damaged=st.booleans())
    def pack(self, name: str, bodies: list[str | bytes], damaged: bool) -> None:
        contents = [body.encode() if isinstance(body, str) else body for body in bodies]
        if name.endswith(".jsonl"):
            data = make_jsonl([{"text": body.decode("utf-8", "replace")} for body in contents])
        else:
            files = {f"{'ab'[number % 2]}/{number}.txt": body for number, body in enumerate(contents)}
            data = make_zip(files) if name.endswith(".zip") else make_tar(files, "gz")
        self.desk.write(name, data[: len(data) // 2] if damaged else data)
        self.touch(name)

    @rule(name=NAMES | CONTAINERS)
    def touch(self, name: str) -> None:
        self.clock += 10**9
        if (self.desk.root / name).exists():
            os.utime(self.desk.root / name, ns=(self.clock, self.clock))

    @rule(name=NAMES | CONTAINERS)
    def delete(self, name: str) -> None:
        (self.desk.root / name).unlink(missing_ok=True)

    @rule(name=NAMES | CONTAINERS, other=NAMES | CONTAINERS)
    def rename(self, name: str, other: str) -> None:
        if (self.desk.root / name).exists():
            (self.desk.root / other).parent.mkdir(parents=True, exist_ok=True)
            (self.desk.root / name).replace(self.desk.root / other)

    @invariant()
    def as_built_afresh(self) -> None:
        fresh = Desk(self.desk.root)
        ours, theirs = self.desk.build(), fresh.build()
        assert anonymous(self.desk.engine) == anonymous(fresh.engine)
        ids = [stored.document.id for stored in self.desk.engine.reader().documents()]
        assert len(ids) == len(set(ids))
        assert (ours.totals, ours.skipped) == (theirs.totals, theirs.skipped)


TestChanging = Changing.TestCase
TestChanging.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
