"""Promises about the policy: who approved it, what it states, its register, its purposes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.sabotage.break_case import cast
from tests.sabotage.place import Place


def _in_force() -> Any:
    from shoumi.chapters.policies.models import PolicyVersion

    return PolicyVersion.objects.filter(state="PUBLISHED")


def _policy_says(place: Place, **changes: Any) -> None:
    """With the code of the house, as a fault of its own would leave it."""
    from shoumi.base.tests import authenticated

    authenticated.change(_in_force(), **changes)
    place.a_minute_later()


def unapprove(place: Place) -> None:
    _policy_says(place, approvals={})


def unstated(place: Place) -> None:
    _policy_says(place, items=["handler"])


_ADDED = "\n# other\n"


def other_register(place: Place) -> None:
    """Another text than the one whose hash was published; it says the same of each field."""
    said = _in_force().get().register
    _policy_says(place, register=f"{said}{_ADDED}")


def the_register_anew(place: Place) -> None:
    """The next version is drawn up with the file of the register that was published.  Without it
    nobody could say what people were told so far, and 1.3 would ask for telling everybody anew."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    published = _in_force().get().register.removesuffix(_ADDED)
    new_policy(place, register=SimpleUploadedFile("fields.toml", published.encode()))


def forged_policy(place: Place) -> None:
    """Whoever has the database alone edits the register that opens every read."""
    found = _in_force().get()
    found.register += _ADDED
    found.save(update_fields=["register"])
    place.a_minute_later()


_LEFT = "bank_account"


def purpose_left(place: Place) -> None:
    """Somebody works on a task for the service, and the next version no longer registers its field
    for that."""
    import re

    from shoumi.base.gate.tasks import open_task
    from shoumi.core.gate import Act
    from shoumi.core.terms import Purpose

    people = cast()
    open_task(
        purpose=Purpose.SERVICE,
        deal=place.deal,
        actors=[place[people.SERVICE]],
        acts=[Act.REVEAL],
        fields=[_LEFT],
        expires_at=place.at + timedelta(days=2),
        actor=place[people.DPO],
        at=place.at,
    )
    said = _in_force().get().register
    before = rf'(\[field\.{_LEFT}\].*?purposes = \[)"service", '
    register, count = re.subn(before, r"\1", said, count=1, flags=re.DOTALL)
    assert count == 1
    publish(place, register)


def publish(place: Place, register: str) -> None:
    """As the house does: drafted, approved by two, published."""
    from shoumi.chapters.policies import rules, services
    from shoumi.core.refs import Ref
    from shoumi.core.terms import Role

    people, runs = cast(), _in_force().get()
    made = services.draft(
        items=runs.items, register=register, tier=rules.tier_of(runs.items),
        actor=place[people.DPO], at=place.at,
    )  # fmt: skip
    for name, role in ((people.DPO, Role.DPO), (people.LEGAL, Role.LEG)):
        services.approve(version=Ref(made.ref), role=role, actor=place[name], at=place.at)
    services.publish(version=Ref(made.ref), actor=place[people.DPO], at=place.at)


def close_the_task(place: Place) -> None:
    from shoumi.base.gate.models import Task

    for one in Task.objects.filter(closed_at=None, purpose="service", fields=[_LEFT]):
        place.page(cast().DPO, f"/tasks/{one.ref}/do/close-task", is_sure="on")
    place.a_minute_later()


def new_policy(place: Place, **given: Any) -> None:
    from shoumi.chapters.policies import story, texts
    from shoumi.chapters.policies.models import PolicyVersion
    from shoumi.chapters.policies.tests.pages.editor_form import form

    people = cast()
    place.page(people.DPO, "/policies/do/policy-draft", tier="SMALL", **given)
    made = PolicyVersion.objects.order_by("-number")[0]
    ref = made.ref
    # What stood there is not believed, so its text is written anew.
    if not made.handler or any(map(texts.gaps, texts.of(made).passages)):
        place.page(people.DPO, f"/policies/{ref}/text", **form(made, story.text()))
    for name, role in ((people.DPO, "DPO"), (people.LEGAL, "LEG")):
        place.page(name, f"/policies/{ref}/do/policy-approve", role=role, is_sure="on")
    place.page(people.DPO, f"/policies/{ref}/do/policy-publish", is_sure="on")


def telling_by_hand(place: Place) -> None:
    """Somebody writes by hand that people were told of a version."""
    from shoumi.chapters.policies.told_models import PolicyTelling

    version = _in_force().get()
    officer, legal = str(place[cast().DPO]), str(place[cast().LEGAL])
    PolicyTelling.objects.create(
        ref="telling-by-hand",
        version=version.ref,
        number=version.number,
        dataset="dataset-any",
        way="LETTER",
        told_on=place.at.date(),
        document="doc-none",
        content_sha256="0" * 64,
        noted_by=officer,
        noted_at=place.at,
        confirmed_by=legal,
        confirmed_at=place.at,
    )
    place.a_minute_later()


def take_telling_out(place: Place) -> None:
    """No page does: whoever put the row in takes it out."""
    from shoumi.chapters.policies.told_models import PolicyTelling

    PolicyTelling.objects.all().delete()
    place.a_minute_later()
