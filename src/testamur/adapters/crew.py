"""Work on several cores, in order: child processes that die with us, however we die."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from testamur.adapters.processes import die_with

Task = TypeVar("Task")
Result = TypeVar("Result")


class CrewLostError(RuntimeError):
    """A child process ended in the middle of its work."""


class Crew(Generic[Task, Result]):
    """*count* children that each do *work* on one task at a time; none at all, and we do it ourselves.

    A task is sent only to a child that waits for one, so neither side ever waits for the other to read.
    """

    def __init__(self, work: Callable[[Task], Result], count: int) -> None:
        self._work = work
        self._children: list[tuple[multiprocessing.process.BaseProcess, Connection]] = []
        for _ in range(count):
            self._children.append(self._start())

    def _start(self) -> tuple[multiprocessing.process.BaseProcess, Connection]:
        # Forked, because keys and compiled definitions are not sent through pipes.
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        child = context.Process(target=_serve, args=(theirs, self._work, os.getpid()), daemon=True)
        child.start()
        theirs.close()
        return child, ours

    def map(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield the result of each task, in the order of the tasks. Raises what *work* raised, and `CrewLostError`."""
        if not self._children:
            yield from map(self._work, tasks)
            return
        idle = [connection for _child, connection in self._children]
        busy: deque[Connection] = deque()
        for task in tasks:
            done = None if idle else _received(busy[0])
            connection = idle.pop() if idle else busy.popleft()
            connection.send(task)
            busy.append(connection)
            if done is not None:
                yield done[0]
        while busy:
            yield _received(busy.popleft())[0]

    def close(self) -> None:
        """End the children."""
        for child, connection in self._children:
            connection.close()
            child.kill()
            child.join()
        self._children = []


def _received(connection: Connection) -> tuple[Any]:
    try:
        is_good, result = connection.recv()
    except EOFError as error:
        message = "a worker process ended unexpectedly"
        raise CrewLostError(message) from error
    if not is_good:
        raise result
    return (result,)


def _serve(connection: Connection, work: Callable[[Task], Result], parent: int) -> None:
    die_with(parent, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us in order
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        try:
            answer: tuple[bool, object] = (True, work(task))
        except Exception as error:  # noqa: BLE001 - the parent raises it
            answer = (False, error)
        connection.send(answer)
