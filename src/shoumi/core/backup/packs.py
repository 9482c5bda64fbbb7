"""What stands in a pack before it is sealed.

::

    shoumi.pack/v1
    {"blocks":[[path, number, bytes], …],"files":{path: size},"gone":[path],"key":hex}
    the blocks, one after another

``files`` (those that are new or have another size) and ``gone`` stand in the last pack of a copy,
when everything was looked at.  ``key`` is that of the block digests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shoumi.core.backup.blocks import BLOCK_BYTES, KEY_BYTES, Block
from shoumi.core.backup.errors import CopyRefused, Fault

FIRST_LINE = b"shoumi.pack/v1"
PACK_BYTES = 16 * 1024 * 1024
_MAX_PATH = 400


@dataclass(frozen=True, slots=True, repr=False)
class Pack:
    key: bytes
    blocks: Sequence[Block]
    files: Mapping[str, int] = field(default_factory=dict)
    gone: Sequence[str] = ()


def write(pack: Pack) -> bytes:
    head = {
        "blocks": [[one.path, one.number, len(one.content)] for one in pack.blocks],
        "files": dict(pack.files),
        "gone": list(pack.gone),
        "key": pack.key.hex(),
    }
    told = json.dumps(head, separators=(",", ":"), ensure_ascii=False, sort_keys=True).encode()
    return b"\n".join([FIRST_LINE, told, b"".join(one.content for one in pack.blocks)])


def read(written: bytes) -> Pack:
    """
    Raises:
        CopyRefused: it is no pack.
    """
    first, _, rest = written.partition(b"\n")
    told, _, content = rest.partition(b"\n")
    try:
        head = json.loads(told)
        key = bytes.fromhex(head["key"])
        listed = [(_path(path), _number(at), _number(size)) for path, at, size in head["blocks"]]
        files = {_path(path): _number(size) for path, size in head["files"].items()}
        gone = [_path(path) for path in head["gone"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise CopyRefused(fault=Fault.UNREADABLE) from None
    sizes = [size for _, _, size in listed]
    fits = all(0 < size <= BLOCK_BYTES for size in sizes) and sum(sizes) == len(content)
    if first != FIRST_LINE or len(key) != KEY_BYTES or not fits:
        raise CopyRefused(fault=Fault.UNREADABLE)
    return Pack(key, list(_blocks(listed, content)), files, gone)


def gathered(blocks: Iterable[Block], limit: int = PACK_BYTES) -> Iterator[list[Block]]:
    """The blocks in lists of about ``limit`` bytes; none where there are none."""
    some, size = list[Block](), 0
    for block in blocks:
        some.append(block)
        size += len(block.content)
        if size >= limit:
            yield some
            some, size = [], 0
    if some:
        yield some


def _blocks(listed: Iterable[tuple[str, int, int]], content: bytes) -> Iterator[Block]:
    at = 0
    for path, number, size in listed:
        yield Block(path, number, content[at : at + size])
        at += size


def _path(path: object) -> str:
    """A path below the folder that is restored into, and nowhere else."""
    if not isinstance(path, str) or not 0 < len(path) <= _MAX_PATH or "\\" in path:
        raise ValueError
    if any(part in ("", ".", "..") for part in path.split("/")) or not path.isprintable():
        raise ValueError
    return path


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value
