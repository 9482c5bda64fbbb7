"""The compiler of the kernel, and where its output is kept.

This package is the only place that knows Numba.  What it compiles has the data files built in, so
the folder of the cache carries a digest of them and of the sources: a changed table never meets
code that was compiled from the old one.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., object])
Array = TypeVar("Array")

# Numba's own annotations leave out most of what is asked of it here.
config: Any = numba.config
njit: Any = numba.njit
types: Any = numba.types

# What the annotations of the kernel mean to the compiler.  Arrays go from function to function as
# the address of their first item: seven words for each of them, at each call, cost more than most
# calls do.
_TYPES = {
    "int": types.int64,
    "bool": types.boolean,
    "None": types.none,
    "Bytes": types.CPointer(types.uint8),
    "Ints": types.CPointer(types.int32),
    "Longs": types.CPointer(types.int64),
    "Constants": types.Array(types.int64, 1, "C", readonly=True),
    "tuple[int, int]": types.UniTuple(types.int64, 2),
    "tuple[int, int, int]": types.UniTuple(types.int64, 3),
}

# The kernel as the Python it is written in (NUMBA_DISABLE_JIT).
IS_PYTHON = bool(config.DISABLE_JIT)


@cache
def digest() -> str:
    """What the compiled code depends on, in 16 characters."""
    told = hashlib.sha256()
    scan = files("shoumi.core.scan")
    for folder, suffix in (("kernel", ".py"), ("data", ".toml")):
        held = [one for one in scan.joinpath(folder).iterdir() if one.name.endswith(suffix)]
        for one in sorted(held, key=lambda item: item.name):
            told.update(one.name.encode() + one.read_bytes())
    return told.hexdigest()[:16]


def _candidates() -> Iterator[Path]:
    """Where the installation says (NUMBA_CACHE_DIR), in the user's home, or for a while."""
    if config.CACHE_DIR:
        yield Path(config.CACHE_DIR)
    yield Path.home() / ".cache" / "shoumi"
    yield Path(tempfile.gettempdir()) / f"shoumi-{os.getuid()}"


@cache
def cache_folder() -> Path | None:
    """The first folder that can be written and is this user's alone; None: compiled each time.

    Compiled code is run as it is found, so a folder that others may write to is never used.
    """
    for folder in _candidates():
        place = folder / f"scan-{digest()}"
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            held = place.stat()
        except OSError:
            continue
        if held.st_uid == os.getuid() and not held.st_mode & 0o022 and os.access(place, os.W_OK):
            return place
    return None


@contextmanager
def _kept_in(folder: Path) -> Iterator[None]:
    before, config.CACHE_DIR = config.CACHE_DIR, str(folder)
    try:
        yield
    finally:
        config.CACHE_DIR = before


@intrinsic
def _address(_typing: Any, array: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        made = context.make_array(signature.args[0])(context, builder, args[0])
        return made.data

    return types.CPointer(array.dtype)(array), code


def _same(array: Array) -> Array:
    return array


# The array as the compiled functions take it.  Whoever asks keeps the array alive.
_either: Any = _same if IS_PYTHON else _address
address: Callable[[Array], Array] = _either


def compiled(function: Function) -> Function:
    """A part of the kernel; it is built into whatever entry calls it.

    It is compiled once, for the types it is annotated with, and only when a caller is compiled:
    left to itself Numba makes a copy for each constant that it is called with.
    """
    made = njit(nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)(
        function
    )
    if made is function:
        return function
    told = [_TYPES[kind] for kind in function.__annotations__.values()]
    signature = told[-1](*told[:-1])
    resolve = made.get_call_template

    def resolved(args: Any, kws: Any) -> Any:
        if not made.signatures:
            made.compile(signature)
            made.disable_compile()
        return resolve(args, kws)

    made.get_call_template = resolved
    result: Function = made
    return result


def entry(function: Function) -> Function:
    """A function that Python calls; its compiled form is kept."""
    folder = cache_folder()
    if folder is None:
        return compiled(function)
    with _kept_in(folder):
        made: Function = njit(nogil=True, error_model="numpy", cache=True)(function)
    return made
