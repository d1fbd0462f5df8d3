"""Ending a build when asked to (Ctrl-C, SIGTERM) without leaving a thought half written."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

PATIENCE = 1.5
"""Seconds from a signal until a build ends, whatever it is doing: people wait two. Windows has no such timer."""


class Interrupts:
    """Within its context both signals raise KeyboardInterrupt: at once, or at the end of a ``shielded`` stretch.

    A stretch that does not end within ``PATIENCE``, or in which a second signal insists, is broken off. Outside the main
    thread, where Python allows no signal handlers, it does nothing; a signal that was being ignored stays ignored.
    """

    def __init__(self) -> None:
        self._shielded = False
        self._pending = False
        self._before: dict[signal.Signals, signal._HANDLER] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                handler = signal.getsignal(number)
                if handler not in (signal.SIG_IGN, None):
                    self._before[number] = handler
                    signal.signal(number, self._handle)
            if self._before and hasattr(signal, "setitimer"):
                self._before[signal.SIGALRM] = signal.signal(signal.SIGALRM, self._break_off)

    def __exit__(self, *_: object) -> None:
        if self._before and hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def shielded(self) -> Iterator[None]:
        """A stretch that is to be left whole: a first signal takes effect at its end."""
        self._shielded = True
        try:
            yield
        finally:
            self._shielded = False
        if self._pending:
            self._pending = False
            raise KeyboardInterrupt

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        if self._shielded and not self._pending:
            self._pending = True
        else:
            raise KeyboardInterrupt

    def _break_off(self, _number: int, _frame: FrameType | None) -> None:
        if self._shielded:
            raise KeyboardInterrupt
