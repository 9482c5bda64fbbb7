"""Ways to sign in that were taken away or replaced after the copy let nobody in again.

The ledger says which kind of way it was and not always which one; then all of that kind go, and
their holder is let in anew by two.  Sessions, links and challenges of the copy are ended anyway.
"""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.signin.events import Factor, Tag
from shoumi.base.signin.models import (
    Account,
    Binding,
    Ceremony,
    Flow,
    Link,
    Passkey,
    RecoveryCode,
    Session,
    Totp,
)
from shoumi.core.refs import Ref


def end_all() -> int:
    """End what stood open when the copy was made; how many sessions."""
    for table in (Ceremony, Flow, Link):
        table.objects.all().delete()
    count, _ = Session.objects.all().delete()
    return count


def _take(person: Ref, *factors: str) -> None:
    if Factor.PASSKEY in factors:
        Passkey.objects.filter(person=person).delete()
    if Factor.PASSWORD in factors:
        Account.objects.filter(person=person).update(password="")
    if Factor.TOTP in factors or Factor.PASSWORD in factors:
        Totp.objects.filter(person=person).delete()
    if Factor.RECOVERY in factors:
        RecoveryCode.objects.filter(person=person).delete()
    if Factor.PROVIDER in factors:
        Binding.objects.filter(person=person).delete()


def _removed(told: Told) -> bool:
    _take(told.line.about, str(told.line.facts["factor"]))
    return True


def _added(told: Told) -> bool:
    """The new way is lost.  Of what there is one of, it took the place of the old one."""
    factor = str(told.line.facts["factor"])
    if factor in (Factor.PASSWORD, Factor.TOTP, Factor.RECOVERY):
        _take(told.line.about, factor)
    return True


def _entered(told: Told) -> bool:
    """Whoever came in anew, by a link or a recovery code, left every old way behind."""
    _take(told.line.about, *Factor)
    return True


def _copied(told: Told) -> bool:
    _take(told.line.about, Factor.PASSKEY)
    return True


def _ended(told: Told) -> bool:
    """All sessions of the copy are ended (``end_all``)."""
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.REFUSED, Tag.ACCEPTED, Tag.STEPPED_UP, Tag.SET_UP],
        widens=[Tag.SETUP_OPENED, Tag.INVITED, Tag.AGAIN_ASKED, Tag.AGAIN_APPROVED, Tag.ENROLLED],
        narrows={
            Tag.ENTERED: _entered,
            Tag.ENDED: _ended,
            Tag.LOCKED_DOWN: _ended,
            Tag.ADDED: _added,
            Tag.REMOVED: _removed,
            Tag.COPIED: _copied,
        },
    )
