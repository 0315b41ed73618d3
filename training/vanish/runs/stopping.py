"""Ctrl-C and SIGTERM end a training after the current step, once it has saved. A second one ends it immediately."""

import os
import signal
import sys
import threading
from types import FrameType
from typing import Any

from . import parallel


class Stopped(KeyboardInterrupt):
    """A run was asked to stop, and has stopped; the message is a sentence. signal_number: the signal that asked."""

    def __init__(self, sentence: str, signal_number: int = signal.SIGINT):
        super().__init__(sentence)
        self.signal_number = signal_number


class StopRequests:
    """A context in which the two signals are only recorded. Outside the main thread, where Python allows no handlers,
    it records nothing."""

    def __init__(self) -> None:
        self.signal_number = 0
        """The signal that asked; 0 if none."""
        self._process = os.getpid()
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "StopRequests":
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._note) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *_problem: object) -> None:
        self._restore()

    @property
    def is_asked(self) -> bool:
        """Whether this process, or any that trains with it, was asked: they must all end with the same step."""
        return parallel.is_any(self.signal_number > 0)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if os.getpid() != self._process:
            return  # a loader: its training will end it
        self.signal_number = number
        self._restore()  # the next one ends the run immediately
        print("Stopping after this step, and saving. Press Ctrl-C again to stop at once.", file=sys.stderr, flush=True)

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}
