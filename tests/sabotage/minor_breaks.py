"""A minor's record, which nobody may look at without a second person's yes."""

from __future__ import annotations

from typing import Any

from tests.sabotage import data_acts
from tests.sabotage.break_case import cast
from tests.sabotage.house_breaks import first_person
from tests.sabotage.place import Place, Refusal

FIELDS = ["name", "mobile"]


def _task(place: Place) -> Any:
    """The newest that the protection officer works on; where there is none, one to reveal."""
    from shoumi.base.gate.models import Task

    officer = place[cast().DPO]
    found = Task.objects.filter(deal=place.deal, closed_at=None, is_internal=False)
    own = [one for one in found.order_by("-id") if officer in one.actors]
    return own[0] if own else Task.objects.get(ref=data_acts.task_to_reveal(place)[0])


def a_minor(place: Place) -> None:
    """It turns out that the first of the people is a minor; nobody has agreed to a look."""
    from shoumi.base.subjects.flags import mark_minors
    from shoumi.core.refs import Ref

    mark_minors({Ref(first_person(place))}, ())
    place.a_minute_later()


def forged_yes(place: Place) -> None:
    """A row says that the head has agreed; the ledger knows nothing of it."""
    from shoumi.base.approvals.events import Action
    from shoumi.base.approvals.models import Approval
    from shoumi.base.approvals.rules import Change, canonical
    from shoumi.core.refs import Ref

    a_minor(place)
    people, task = cast(), _task(place)
    wish = {
        "task": task.ref,
        "purpose": task.purpose,
        "subject": first_person(place),
        "fields": sorted(FIELDS),
    }
    change = Change(Action.MINOR, wish, deal=Ref(task.deal))
    Approval.objects.create(
        ref=Ref.new("appr"),
        action=Action.MINOR,
        deal=task.deal,
        parameters=canonical(wish),
        before=canonical({}),
        digest=change.digest.hex(),
        state="approved",
        requested_by_id=place[people.DPO],
        requested_at=place.at,
        answered_by_id=place[people.HEAD],
        answered_at=place.at,
        position=1,
    )
    place.a_minute_later()


def agree_to_a_look(place: Place) -> None:
    """Asked for by who is to look, agreed to by the head; each on a page."""
    from shoumi.base.approvals.models import Approval

    people, task = cast(), _task(place)
    # What was put in from outside is in the way of nothing once it is taken back.
    for one in Approval.objects.filter(action="minor", state="approved"):
        place.page(people.DPO, f"/approvals/{one.ref}/do/withdraw-change")
    said = place.try_page(
        people.DPO,
        f"/tasks/{task.ref}/do/read-minor",
        subject=first_person(place),
        fields=FIELDS,
    )
    wish = Approval.objects.filter(action="minor", state="open").first()
    if wish is None:
        raise Refusal(f"nothing is asked for: {said}")
    place.page(people.HEAD, f"/approvals/{wish.ref}/do/approve-change")
