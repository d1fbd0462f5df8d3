"""What the tests of archives and tables share."""

import os

from indexer.verify import verify
from tests.indexer.desk import TEXTS, Desk

FILES = {name: text.encode() for name, text in TEXTS.items()}


class Clock:
    """Times that are later than any before."""

    now = 10**18

    def __call__(self, desk: Desk, name: str) -> None:
        self.now += 10**10
        os.utime(desk.root / name, ns=(self.now, self.now))


def texts(desk: Desk, container: str) -> dict[str, str]:
    """The documents of a container by their names in it."""
    return {
        path.removeprefix(f"{container}/"): text
        for path, text in desk.documents().items()
        if path.startswith(f"{container}/")
    }


def verify_nothing_changed(desk: Desk) -> bool:
    (desk.root / ".yinde").mkdir(exist_ok=True)
    found = verify(str(desk.root), every=True, engine_in=lambda _: desk.engine)
    return (found.damages, found.changed) == ((), ())
