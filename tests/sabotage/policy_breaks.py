"""Promises about the policy: who approved it, what it states, its register, its purposes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.sabotage.break_case import cast
from tests.sabotage.place import Place


def _policy_says(place: Place, **changes: Any) -> None:
    """With the code of the house, as a fault of its own would leave it."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.policies.models import PolicyVersion

    authenticated.change(PolicyVersion.objects.filter(superseded_at=None), **changes)
    place.a_minute_later()


def unapprove(place: Place) -> None:
    _policy_says(place, approvals={})


def unstated(place: Place) -> None:
    _policy_says(place, items=["handler"])


def other_register(place: Place) -> None:
    """Another text than the one whose hash was published; it says the same of each field."""
    from shoumi.chapters.policies.models import PolicyVersion

    said = PolicyVersion.objects.get(superseded_at=None).register
    _policy_says(place, register=f"{said}\n# other\n")


def forged_policy(place: Place) -> None:
    """Whoever has the database alone edits the register that opens every read."""
    from shoumi.chapters.policies.models import PolicyVersion

    found = PolicyVersion.objects.get(superseded_at=None)
    found.register += "\n# other\n"
    found.save(update_fields=["register"])
    place.a_minute_later()


_STRANGE = "email"


def strange_task(place: Place) -> None:
    """A task that is older than the version in force, for a purpose that its field is not for."""
    from shoumi.base.gate.tasks import open_task
    from shoumi.core.gate import Act
    from shoumi.core.terms import Purpose

    people = cast()
    open_task(
        purpose=Purpose.KYC,
        deal=place.deal,
        actors=[place[people.SERVICE]],
        acts=[Act.REVEAL],
        fields=[_STRANGE],
        expires_at=place.at + timedelta(days=2),
        actor=place[people.DPO],
        at=place.at,
    )
    _policy_says(place, published_at=place.at)


def close_strange_task(place: Place) -> None:
    from shoumi.base.gate.models import Task

    for one in Task.objects.filter(closed_at=None, purpose="kyc", fields=[_STRANGE]):
        place.page(cast().DPO, f"/tasks/{one.ref}/do/close-task", is_sure="on")
    place.a_minute_later()


def new_policy(place: Place) -> None:
    from shoumi.chapters.policies.models import PolicyVersion

    people = cast()
    place.page(people.DPO, "/policies/do/policy-draft", tier="SMALL")
    ref = PolicyVersion.objects.order_by("-number")[0].ref
    for name, role in ((people.DPO, "DPO"), (people.LEGAL, "LEG")):
        place.page(name, f"/policies/{ref}/do/policy-approve", role=role, is_sure="on")
    place.page(people.DPO, f"/policies/{ref}/do/policy-publish", is_sure="on")
