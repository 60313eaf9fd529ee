"""JSON lines in, JSON lines out, in the same order: for software that starts a worker and talks to it through its pipes."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from queue import Queue
from threading import Thread
from typing import BinaryIO

from attrs import evolve

from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.serve.desk import Desk, refusal
from meetingrules.serve.protocol import answer, refused

WAITING = 32
"""How many requests a process may have before it: enough to keep it busy, few enough to keep memory flat."""
Answering = Callable[[bytes], bytes]


def serve(desk: Desk, requests: BinaryIO, answers: BinaryIO, *, most: int = DEFAULT.bytes) -> None:
    """Answer each line until there are no more.

    :param most: the longest line, in bytes; of a longer one the rest is skipped
    :raises BrokenPipeError: when nobody reads the answers any more
    """
    for line in lines(requests, most):
        answers.write(answered(desk, line, most))
        answers.flush()


def serve_with(
    jobs: int, made: Callable[[], Desk], requests: BinaryIO, answers: BinaryIO, *, most: int = DEFAULT.bytes
) -> None:
    """The same with several processes; the answers keep the order of the requests.

    :param made: makes the desk of a process
    """
    waiting: Queue[Future[bytes] | None] = Queue(maxsize=WAITING * jobs)
    broken: list[OSError] = []

    def write() -> None:
        while (future := waiting.get()) is not None:
            if broken:
                continue  # taken off the queue, so that the reader is not kept waiting
            try:
                answers.write(future.result())
                answers.flush()
            except OSError as error:
                broken.append(error)

    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(made, most)) as pool:
        writer = Thread(target=write)
        writer.start()
        try:
            for line in lines(requests, most):
                if broken:
                    break
                waiting.put(pool.submit(_answer, line))
        finally:
            waiting.put(None)
            writer.join()
    if broken:
        raise broken[0]


def lines(requests: BinaryIO, most: int) -> Iterator[bytes]:
    """The lines that are not blank; a longer one than *most* is cut there."""
    while line := requests.readline(most + 1):
        end = line
        while len(line) > most and not end.endswith(b"\n") and end:
            end = requests.readline(most + 1)
        if line.strip():
            yield line


def answered(desk: Desk, line: bytes, most: int) -> bytes:
    """One line for one line."""
    limits: Limits = evolve(DEFAULT, bytes=most)
    if len(line.rstrip(b"\r\n")) > most:
        found = refused(None, "too-large", refusal("too-large", f"请求超过 {most} 字节", f"the request is longer than {most} bytes"))  # fmt: skip
    else:
        try:
            found = answer(desk, line.decode("utf-8").rstrip("\r\n"), limits)
        except UnicodeDecodeError:
            found = refused(None, "not-a-request", refusal("not-utf-8", "请求不是 UTF-8", "the request is not UTF-8"))
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace") + b"\n"


_own: list[tuple[Desk, int]] = []
"""The desk of this process, where it is one of several."""


def _start(made: Callable[[], Desk], most: int) -> None:
    _own[:] = [(made(), most)]


def _answer(line: bytes) -> bytes:
    desk, most = _own[0]
    return answered(desk, line, most)
