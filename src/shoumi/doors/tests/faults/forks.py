"""Do something in a child that may die of it.  The parent holds no connection of the child's."""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import select
import sys
import traceback
import warnings
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connections, router

from shoumi.chapters.destruction.rules import witnesses_needed


@dataclass(frozen=True)
class Ended:
    """``said`` is what the child told before it ended, ``trouble`` the traceback it died of."""

    is_killed: bool
    said: list
    trouble: str = ""

    @property
    def last(self):
        return self.said[-1] if self.said else None

    def require(self):
        """What the child said last, of a child that ended well."""
        if self.is_killed or self.trouble:
            raise AssertionError(self.trouble or "killed")
        return self.last


def in_child(act):
    """Run ``act(tell)`` in a child; ``tell`` sends something to the parent at once."""
    return at_once([act])[0]


def at_once(acts):
    """Run each of ``acts`` in a child of its own, all at the same time."""
    started = [_start(act) for act in acts]
    return [_ended(*one) for one in started]


@contextmanager
def beside(act):
    """Run ``act(tell, is_over)`` in a child while the block runs; it begins when the child has told
    something.  Yields a list that holds how the child ended once the block is left."""
    waiting, over = os.pipe()

    def is_over():
        return bool(select.select([waiting], [], [], 0)[0])

    def until_over(tell):
        os.close(over)
        act(tell, is_over)

    child, reading = _start(until_over)
    os.close(waiting)
    ended = []
    select.select([reading], [], [])
    try:
        yield ended
    finally:
        os.close(over)
        ended.append(_ended(child, reading))


def _start(act):
    for connection in connections.all(initialized_only=True):
        connection.close()
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        # Libraries keep threads of their own; none of them holds a lock the child needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(reading)
        _be(act, writing)
    os.close(writing)
    return child, reading


def _ended(child, reading):
    with os.fdopen(reading, "rb") as pipe:
        said = list(_told(pipe))
    _, status = os.waitpid(child, 0)
    trouble = "".join(text for kind, text in said if kind == "trouble")
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) and not trouble:
        trouble = f"exit {os.WEXITSTATUS(status)}"
    return Ended(os.WIFSIGNALED(status), [value for kind, value in said if kind == "said"], trouble)


def warm():
    """Load what children would each load for themselves."""
    for name in _LATE:
        importlib.import_module(name)
    list(router.routers)
    witnesses_needed()
    # A collector that walks over what the parent made would copy every page of it in each child.
    gc.collect()
    gc.freeze()


_LATE = (
    "django.db.models.sql.compiler",
    "importlib.resources.readers",
    "shoumi.base.subjects.cleanup",
    "shoumi.base.handover.cleanup",
    "encodings.ascii",
)


def _be(act, writing):
    write = os.write  # the real one: telling is no point

    def send(kind, value):
        content = pickle.dumps((kind, value))
        write(writing, len(content).to_bytes(4, "big") + content)

    try:
        sys.settrace(None)
        gc.disable()
        act(lambda value: send("said", value))
        os._exit(0)
    except BaseException:  # noqa: BLE001 - whatever it died of, the parent is told
        send("trouble", traceback.format_exc())
        os._exit(1)


def _told(pipe):
    while length := pipe.read(4):
        yield pickle.loads(pipe.read(int.from_bytes(length, "big")))
