"""Processes that tests talk with, signal and kill. They are forked from one that has loaded everything, so that each is
there in milliseconds; that `python -m bot` starts from nothing, a few tests prove beside them."""

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from multiprocessing.connection import Connection
from typing import Literal, Self, TextIO

import bot.__main__
from tests.shipped import shipped

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.loaded"])


class Forked:
    """A process that does `work(*given)`, which must be a function that can be imported. As a context it is killed in
    the end."""

    def __init__(self, work: Callable[..., object], *given: object) -> None:
        typed, self._typing = _FORKING.Pipe(duplex=False)
        self._reading, printed = _FORKING.Pipe(duplex=False)
        self._process = _FORKING.Process(target=_work, args=(typed, printed, work, given), daemon=True)
        self._process.start()
        typed.close()
        printed.close()
        self._input = _file(self._typing.fileno(), "w")
        self._output = _file(self._reading.fileno(), "r")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()
        for each in (self._input, self._output, self._typing, self._reading):
            each.close()

    def say(self, text: str) -> None:
        """Type this."""
        self._input.write(text)
        self._input.flush()

    def line(self) -> str:
        """The next line that it prints, also as an error; "" once it has ended."""
        return self._output.readline()

    def until(self, words: str) -> None:
        """Wait for a line with these words."""
        said = []
        while words not in (line := self.line()):
            said.append(line)
            assert line, "".join(said)

    def signal(self, number: signal.Signals) -> None:
        """Send it this, if it is still there."""
        if self._process.pid and self._process.is_alive():
            os.kill(self._process.pid, number)

    def end(self, words: str = "", seconds: float = 30) -> tuple[int, str]:
        """Type the last that it is to read and wait for its end: its exit code (below 0 the signal that killed it), and
        what it printed since the last line. TimeoutError: it goes on."""
        self.say(words)
        self._input.close()
        self._typing.close()
        self._process.join(seconds)
        if self._process.exitcode is None:
            raise TimeoutError
        return self._process.exitcode, self._output.read()


def run(settings: Mapping[str, str], *arguments: str) -> None:
    """Work for a process: what `python -m bot` does, with these settings in its environment."""
    gc.unfreeze()  # see `at_rest`
    os.environ.update(settings)
    sys.argv = ["bot", *arguments]
    bot.__main__.load = lambda *_: shipped()  # type: ignore[attr-defined]
    sys.exit(bot.__main__.main())


def _work(typed: Connection, printed: Connection, work: Callable[..., object], given: Iterable[object]) -> None:
    for pipe, standard in ((typed, 0), (printed, 1), (printed, 2)):
        os.dup2(pipe.fileno(), standard)
    typed.close()
    printed.close()
    sys.stdin, sys.stdout, sys.stderr = _file(0, "r"), _file(1, "w"), _file(2, "w")
    work(*given)


def _file(number: int, mode: Literal["r", "w"]) -> TextIO:
    """A text of what was opened elsewhere, and is closed there."""
    return open(number, mode, 1, encoding="utf-8", closefd=False)
