import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A suite must not fail because the machine is busy, and a failure must come back on the next run.
settings.register_profile("yinde", deadline=None, derandomize=True)
settings.load_profile("yinde")

DICTIONARY = Path(__file__).parent / "search" / "translate" / "small.u8"
"""Stands in for CC-CEDICT, which takes seconds to compile; the tests must not touch the user's own cache either."""


@pytest.fixture(autouse=True, scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    from search.translate.dictionary import FORMAT
    from search.translate.shelf import CACHE_VARIABLE, CEDICT, SUFFIX
    from search.translate.sources import compile_cedict

    folder = tmp_path_factory.mktemp("cache")
    (folder / f"{CEDICT}-{FORMAT}{SUFFIX}").write_bytes(compile_cedict(str(DICTIONARY)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(folder))
        yield


@pytest.fixture(autouse=True, scope="session")
def _interruptible() -> Iterator[None]:
    """Ctrl-C counts, in child processes too, though whoever started the tests may have had it ignored (nohup, ``&``)."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True, scope="session")
def _english() -> Iterator[None]:
    """Whatever the locale of whoever runs the tests, they read English unless they ask for something else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YINDE_LANG", "en")
        yield
