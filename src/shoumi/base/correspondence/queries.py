"""How letters stand.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shoumi.base.correspondence import rules
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.rules import Occasion, State, Way
from shoumi.base.jobs import server_time
from shoumi.core.refs import Ref


class Progress(NamedTuple):
    """Of one way: how many letters are in each state."""

    way: Way | None
    states: Mapping[State, int]

    @property
    def total(self) -> int:
        return sum(self.states.values())


def progress(about: Ref) -> list[Progress]:
    """How the letters about something stand, way by way; those that have none yet last."""
    rows = Letter.objects.filter(about=about).values_list("way", "state").annotate(n=Count("ref"))
    found: dict[str, dict[State, int]] = {}
    for way, state, count in rows.order_by():
        found.setdefault(way, {})[State(state)] = count
    return [Progress(way, found[way]) for way in Way if way in found] + [
        Progress(None, states) for way, states in found.items() if not way
    ]


def letters(about: Ref) -> QuerySet[Letter]:
    return Letter.objects.filter(about=about)


def batches(about: Ref) -> list[Batch]:
    return list(Batch.objects.filter(about=about).order_by("position"))


def on_paper(about: Ref) -> tuple[int, int]:
    """How many letters were set and are not posted, and how many were never set."""
    own = Letter.objects.filter(about=about, way=Way.POST)
    states = (State.PRINTED, State.TO_PRINT)
    printed, to_print = (own.filter(state=one).count() for one in states)
    return printed, to_print


def waiting(about: Ref) -> int:
    """How many people's notice has not left yet, or nobody knows whether it did."""
    own = Letter.objects.filter(about=about, occasion=Occasion.NOTICE)
    return own.filter(state__in=rules.WAITING).count()


def newest(about: Ref, people: Sequence[Ref] | None = None) -> QuerySet[Letter]:
    """The last letter to each person on that occasion: earlier ones went another way first."""
    found = Letter.objects.filter(about=about, occasion=Occasion.NOTICE)
    if people is not None:
        found = found.filter(to__in=people)
    return found.order_by("to", "-turn")


def lost(about: Ref, *, doubtful: bool = False) -> dict[Ref, list[Way]]:
    """Whose last letter did not arrive, and by which ways each was written to."""
    tried: dict[Ref, list[Way]] = {}
    last: dict[Ref, Letter] = {}
    for one in Letter.objects.filter(about=about, occasion=Occasion.NOTICE).order_by("turn"):
        ref = Ref(one.to)
        last[ref] = one
        if one.way:
            tried.setdefault(ref, []).append(Way(one.way))
    wanted = rules.LOST | ({State.SENDING} if doubtful else frozenset())
    return {ref: tried.get(ref, []) for ref, one in last.items() if one.state in wanted}


def last_states(about: Ref) -> set[State]:
    """In which states the last letters of people are: one that went another way counts no more."""
    own = Letter.objects.filter(about=about, occasion=Occasion.NOTICE)
    later = own.filter(to=OuterRef("to"), turn__gt=OuterRef("turn"))
    found = own.filter(~Exists(later)).order_by().values_list("state", flat=True).distinct()
    return {State(state) for state in found}


def going(of: str = "") -> QuerySet[Batch]:
    """Batches of which something has not left and that nobody holds.

    ``of``  the kind of what they are about, as its references begin; empty: any
    """
    queued = Letter.objects.filter(state__in=(State.QUEUED, State.SENDING)).values("batch")
    return _about(of).filter(ref__in=queued, held={}).order_by("position")


def _about(of: str) -> QuerySet[Batch]:
    return Batch.objects.filter(about__startswith=f"{of}-") if of else Batch.objects.all()


def asked_about(of: str = "") -> QuerySet[Batch]:
    """Batches of which a vendor is to be asked whether text messages arrived."""
    now, due = server_time.now(), Q()
    for asked, after in enumerate(rules.ASKED_AFTER):
        due |= Q(asked=asked, claimed_at__lt=now - after)
    sent = Letter.objects.filter(due, state=State.SENT, way=Way.SMS)
    return _about(of).filter(ref__in=sent.values("batch"), held={}).order_by("position")


def unnoted(of: str = "") -> list[Batch]:
    """Batches of which something is known that who writes to people was not told."""
    told = Letter.objects.filter(is_noted=False).values("batch")
    return list(_about(of).filter(ref__in=told).order_by("position"))
