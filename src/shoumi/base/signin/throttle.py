"""Slow down guessing, for each login name and each address, without ever locking anybody out.

A try is counted as failed before it is looked at, by a conditional update that is committed; what
succeeds gives its count back.  So tries at the same moment cannot pass on the same count.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from shoumi.base.accounts.display_names import skeleton
from shoumi.base.signin import rules, tokens
from shoumi.base.signin.errors import Throttled
from shoumi.base.signin.models import Bucket
from shoumi.base.signin.tokens import Use
from shoumi.core.egress import addresses

# More than free tries, so whoever loses a race finds out why; then the counter says wait.
_TRIES = 2 * rules.FREE_TRIES + 2
# Longer than any login name's skeleton can be; the rest of what is typed is not looked at.
_LOOKED_AT = 400


def name_key(login: str) -> str:
    """One key for all spellings of a name: case, width, spaces, look-alikes."""
    return tokens.digest(skeleton(login[:_LOOKED_AT]), Use.LOGIN)


def address_key(address: str, what: str = "") -> str:
    """One key for an address; in IPv6 for its /64, which one subscriber has to himself.

    ``what``  is tried from there; empty: to sign in
    """
    return tokens.digest(f"{what}{addresses.holder(address)}", Use.ADDRESS)


def reserve(keys: Iterable[str], *, real_at: datetime) -> None:
    """Count a try under each key as failed, before anything of it is looked at.

    Raises:
        Throttled: one of them has to wait; then none is counted.
    """
    # Durable: were it rolled back with something around it, tries would be free.
    with transaction.atomic(durable=True):
        for key in sorted(set(keys)):  # in order, so that two tries never wait for each other
            _reserve(key, real_at)


def _reserve(key: str, real_at: datetime) -> None:
    for _ in range(_TRIES):
        row = Bucket.objects.filter(pk=key).first()
        if row is None:
            if _begin(key, real_at):
                return
            continue
        _wait(row, real_at)
        failures = 1 if real_at - row.last_at >= rules.FORGOTTEN_AFTER else row.failures + 1
        unchanged = Bucket.objects.filter(pk=key, failures=row.failures, last_at=row.last_at)
        if unchanged.update(
            failures=failures, next_at=real_at + rules.delay(failures), last_at=real_at
        ):
            return
    raise Throttled(seconds=1)


def _begin(key: str, real_at: datetime) -> bool:
    try:
        with transaction.atomic():
            Bucket.objects.create(key=key, failures=1, next_at=real_at, last_at=real_at)
    except IntegrityError:
        return False  # another try at the same moment was first
    Bucket.objects.filter(last_at__lt=real_at - 2 * rules.FORGOTTEN_AFTER).delete()
    return True


def _wait(row: Bucket, real_at: datetime) -> None:
    left = row.next_at - real_at
    # More than the longest delay is a clock that was put back, and nobody is locked out by that.
    if timedelta(0) < left <= rules.MAX_DELAY:
        raise Throttled(seconds=math.ceil(left.total_seconds()))


def not_looked_at(*keys: str, real_at: datetime) -> None:
    """A try that was counted and never looked at: nobody learned anything by it."""
    own = Bucket.objects.filter(pk__in=keys, failures__gt=0)
    own.update(failures=F("failures") - 1, next_at=real_at)


def succeeded(name: str, address: str, *, real_at: datetime) -> None:
    """The name's failures are forgotten.  The address gets back this one try only, or whoever has
    an account here could guess at others for nothing."""
    Bucket.objects.filter(pk=name).delete()
    own = Bucket.objects.filter(pk=address, failures__gt=0)
    own.update(failures=F("failures") - 1, next_at=real_at)
