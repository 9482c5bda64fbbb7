"""Whose token came with a call: set by the door that admits it, read by what answers it."""

from __future__ import annotations

from shoumi.base.api_tokens.queries import Bearer
from shoumi.base.pages.request import PageRequest

_BEARER = "bearer"


def set_bearer(request: PageRequest, found: Bearer) -> None:
    request.__dict__[_BEARER] = found


def bearer_of(request: PageRequest) -> Bearer:
    """Whose token came with a call that was let in."""
    found: Bearer = request.__dict__[_BEARER]
    return found
