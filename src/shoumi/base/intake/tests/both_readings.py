"""Read a file in the child, as the product does, and again in this process: both must agree.

The second reading is there for the debugger and for coverage, which cannot look into the child.
"""

from __future__ import annotations

import io

from shoumi.base.intake import errors, frame_decoder, readers, worker


def read(path, asked=None, **more):
    there = outcome(lambda: readers.read(path, asked, with_pictures=False, **more))
    here = outcome(lambda: here_only(path, asked, **more))
    if isinstance(there, errors.FileRefused):
        assert (here.code, here.facts) == (there.code, there.facts)
        raise there
    assert here == there
    return there


def outcome(call):
    """What ``call`` gives back, or its refusal."""
    try:
        return call()
    except errors.FileRefused as refusal:
        return refusal


def here_only(path, asked, *, encoding=None):
    out = io.BytesIO()
    with path.open("rb") as file:
        kind = readers.outside(file, path.name, asked)
        file.seek(0)
        order = {"name": path.name, "kind": kind, "encoding": encoding}
        worker.work(order, file, out)
    sheets = frame_decoder.assemble(out.getvalue(), path.name)
    return readers.honest(sheets, path.name, kind, by_name=asked in (None, "auto"))
