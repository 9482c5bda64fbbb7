"""A grace over a broken promise: what may be put off passes until it ends, the rest never does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.sabotage.break_case import CLOCK, Break, cast
from tests.sabotage.place import Place, Refusal

# As the effects of the handbook read, copied by hand: a person's own will; what the
# law wants first or by a day; what lies open meanwhile; who is bound by nothing; what is rendered.
NONE = frozenset(
    {
        *("6.1", "6.2", "6.3", "10.1", "10.2", "10.3"),
        *("7.3", "8.1", "8.2", "8.3", "9.2", "9.3"),
        *("1.4", "1.5", "3.1", "3.2", "3.3", "3.4"),
        *("2.1", "P"),
    }
)
DAYS = 2
Knock = Callable[[], None]


def tried(
    place: Place, what: Break, begin: Callable[[], Knock], *, other_deal: bool
) -> Iterator[str]:
    """What is amiss.  ``begin`` breaks the promise in a fresh home and gives what is refused then.

    ``other_deal``  what is knocked at is another deal's, which a lapse may leave alone
    """
    demand = what.demands[0]
    if demand in NONE or what.taken_back:
        begin()
        yield from _refused(place, demand)
    elif what.how == CLOCK and not other_deal:
        yield from _passes_and_ends(place, demand, begin)


def _refused(place: Place, demand: str) -> Iterator[str]:
    from shoumi.base.approvals.errors import NeedsApproval
    from shoumi.base.attestations import graces
    from shoumi.core.errors import DomainError
    from shoumi.core.handbook import GraceReason

    try:
        graces.grant(
            duties=[demand],
            days=DAYS,
            reason=GraceReason.REPAIR,
            actor=place[cast().HEAD],
            at=place.at,
        )
    except NeedsApproval:
        yield f"a grace for {demand} may be asked for"
    except DomainError:
        return


def _passes_and_ends(place: Place, demand: str, begin: Callable[[], Knock]) -> Iterator[str]:
    knock = begin()
    try:
        grant(place, demand)
    except Refusal as no:
        yield f"no grace by page: {no}"
        return
    from shoumi.core.handbook import demand as of

    shown = place.look(cast().HEAD, "/doors")
    if "宽限" not in shown or of(demand).zh not in place.look(cast().HEAD, f"/duties/{demand}"):
        yield "the doors do not show the grace"
    try:
        knock()
    except Refusal as no:
        yield f"in grace and still refused: {no}"
    # What went through is done, so it is tried after the grace from the start.
    knock = begin()
    grant(place, demand)
    place.go(days=DAYS)
    try:
        knock()
    except Refusal as no:
        if not no.names(demand):
            yield f"after the grace it is refused without naming {demand}: {no}"
    else:
        yield "after the grace it passes"


def grant(place: Place, demand: str) -> None:
    """The head asks, the protection officer approves, the head carries it out; all by page."""
    from shoumi.base.approvals.models import Approval

    people = cast()
    told = {"duties": demand, "days": str(DAYS), "reason": "repair", "note": ""}
    said = place.try_page(people.HEAD, "/graces/do/grace-grant", **told)
    wish = Approval.objects.filter(state="open", action="grace").first()
    if wish is None:
        raise Refusal(f"nothing is asked for: {said}")
    place.page(people.DPO, f"/approvals/{wish.ref}/do/approve-change")
    place.page(people.HEAD, "/graces/do/grace-grant", **told)
