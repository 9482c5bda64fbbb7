"""What the present request came over: some doors shut for connections in the clear alone.

The web says it of each request before anything else; a command and a worker are at the machine.
"""

from __future__ import annotations

from contextvars import ContextVar

# The key in a request's environment by which our own server says so of the last hop.
IN_CLEAR = "shoumi.in_clear"

_in_clear: ContextVar[bool] = ContextVar("in_clear", default=False)


def came(*, in_clear: bool) -> None:
    """Said once for each request.  It stays until the next one, so that an answer which is still
    being written is bound by it too."""
    _in_clear.set(in_clear)


def is_in_clear() -> bool:
    """Whether it came from another machine and not by TLS."""
    return _in_clear.get()
