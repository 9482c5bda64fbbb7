"""The compiled kernel as the tests ask it."""

from __future__ import annotations

import sys

import pytest

from shoumi.core.scan import batch

_PACKAGE = "shoumi.core.scan.kernel"


def _forget():
    """(what was loaded of the kernel), forgotten."""
    return {name: sys.modules.pop(name) for name in list(sys.modules) if name.startswith(_PACKAGE)}


@pytest.fixture(scope="module", params=["compiled", "as Python"])
def kernel(request):
    """The kernel for anything at all: compiled, and as the Python that it is written in."""
    pytest.importorskip("numba")
    from shoumi.core.scan.kernel.jit import config

    patch = pytest.MonkeyPatch()
    patch.setattr(batch, "LEAST_BYTES", 0)
    before = {}
    if request.param == "as Python":
        patch.setattr(config, "DISABLE_JIT", 1)
        before = _forget()
    yield request.param
    if before:
        _forget()
        sys.modules.update(before)
    patch.undo()
