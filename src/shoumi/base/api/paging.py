"""Lists in parts.  A cursor is the place after the last item shown: it stays right whatever is
added meanwhile, says nothing to who reads it, and counts for its token and its list alone."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Field, Schema

from shoumi.base.api.bearer import bearer_of
from shoumi.base.api.errors import CursorUnfit
from shoumi.base.pages.request import PageRequest

MOST, USUAL = 100, 50
_CURSOR, _LIMIT = "cursor", "limit"
_MAC = 16
NEXT = "next_cursor"

Item = TypeVar("Item")
Row = TypeVar("Row")
Thing = TypeVar("Thing", bound=Model)
Place = str | int | None


class Paging(Schema):
    """Which part of a list: the ``next`` of the part before, and how many at most."""

    cursor: str | None = Field(None, max_length=400)
    limit: int = Field(USUAL, ge=1, le=MOST)


class Page(Schema, Generic[Item]):
    """Part of a list; ``next`` asks for the part after it, null at the end."""

    items: list[Item]
    next: str | None = None


def place(request: PageRequest, paging: Paging) -> Place:
    """The place that a cursor names; None at the beginning.

    Raises:
        CursorUnfit
    """
    if paging.cursor is None:
        return None
    try:
        raw = urlsafe_b64decode(paging.cursor.encode("ascii"))
        body, mac = raw[:-_MAC], raw[-_MAC:]
        if not hmac.compare_digest(mac, _mac(request, body)):
            raise CursorUnfit
        found: Place = json.loads(body)
    except ValueError:
        raise CursorUnfit from None
    return found


def after(request: PageRequest, paging: Paging, usual: int) -> int:
    """As ``place``, of a list in order of numbers."""
    found = place(request, paging)
    return found if isinstance(found, int) else usual


def page(
    request: PageRequest,
    paging: Paging,
    rows: Iterable[Row],
    tell: Callable[[Row], Any],
    key: Callable[[Row], str | int],
) -> dict[str, Any]:
    """The first rows of ``rows``, told, and the cursor to the others.

    ``rows``  begin after the cursor's place; one more than the limit is taken of them
    """
    some = list(islice(rows, paging.limit + 1))
    shown = some[: paging.limit]
    cursor = _cursor(request, key(shown[-1])) if len(some) > paging.limit else None
    request.__dict__[NEXT] = cursor
    return {"items": [tell(row) for row in shown], "next": cursor}


def link(request: PageRequest) -> str:
    """The ``Link`` to the next part, empty where there is none (RFC 8288)."""
    cursor = request.__dict__.get(NEXT)
    if cursor is None:
        return ""
    query = request.GET.copy()
    query[_CURSOR] = cursor
    return f'<{request.path}?{query.urlencode()}>; rel="next"'


def _cursor(request: PageRequest, value: str | int) -> str:
    body = json.dumps(value).encode()
    return urlsafe_b64encode(body + _mac(request, body)).decode("ascii")


def _mac(request: PageRequest, body: bytes) -> bytes:
    """Over the place, the list and what narrows it."""
    narrowing = sorted(
        (name, value)
        for name, values in request.GET.lists()
        if name not in (_CURSOR, _LIMIT)
        for value in values
    )
    told = json.dumps([request.path, narrowing]).encode() + b"\0" + body
    return hmac.digest(bearer_of(request).secret, told, hashlib.sha256)[:_MAC]


def newest_first(
    request: PageRequest,
    paging: Paging,
    rows: QuerySet[Thing],
    tell: Callable[[Thing], Any],
    *,
    by: str = "id",
) -> dict[str, Any]:
    """``rows`` by their number, the latest first; ``by``: by another one that rises and is
    given once, as the position of the entry."""
    begin = place(request, paging)
    found = rows.filter(**{f"{by}__lt": begin}) if isinstance(begin, int) else rows
    some = found.order_by(f"-{by}")[: paging.limit + 1]
    return page(request, paging, some, tell, lambda one: int(getattr(one, by)))
