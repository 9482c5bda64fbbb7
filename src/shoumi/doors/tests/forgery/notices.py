"""Another notice of the deal, approved like the first, and ways to put it behind a campaign."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction

from shoumi.base.registry import field_register
from shoumi.chapters.consent.models import Campaign, Notice
from shoumi.chapters.consent.tests.approved_texts import approved
from shoumi.core.errors import DomainError
from shoumi.core.gate import Act
from shoumi.core.terms import Instrument, Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.forgery.sql import sql
from shoumi.doors.tests.forgery.world import World
from shoumi.doors.tests.handover_house import CONTENTS

WIDER = ("name", "email")


def _approve(world: World, *codes: str) -> None:
    own = Campaign.objects.get(ref=world.handing.campaign)
    register = field_register()
    approved(
        deal=world.house.deal,
        instrument=Instrument(own.instrument),
        contents={**CONTENTS, "categories": "、".join(register[code].zh for code in codes)},
        writer=world.house.legal,
        approver=world.house.dpo,
        at=world.house.at,
    )


def approve_wider(world: World) -> None:
    """What nobody was told of leaves under it."""
    _approve(world, *WIDER, "mobile", "address")
    world.wider_task = world.house.task(
        purpose=Purpose.HANDOVER,
        acts=(Act.EXPORT,),
        actors=[world.house.dpo, world.house[people.OPERATIONS], world.house[people.SECURITY]],
        fields=WIDER,
    )


def approve_narrower(world: World) -> None:
    """Whatever changes of a field that is not the name is nothing to it."""
    _approve(world, "name")


def _two(world: World) -> tuple[Notice, Notice]:
    """The campaign's by what it was prepared with, and the later one."""
    first, later = Notice.objects.filter(deal=world.house.deal).order_by("position")
    return first, later


def swap_numbers(world: World) -> None:
    first, later = _two(world)
    # SQLite looks at once and can be told not to; PostgreSQL at the end.
    with connection.constraint_checks_disabled(), transaction.atomic():
        for old, new in ((first.pk, -1), (later.pk, first.pk), (-1, later.pk)):
            sql("UPDATE consent_notice SET id = %s WHERE id = %s", new, old)


def put_behind(world: World) -> None:
    """The campaign says the later notice."""
    _, later = _two(world)
    sql(
        "UPDATE consent_campaign SET notice_id = %s, notice_ref = %s, notice_sha256 = %s"
        " WHERE ref = %s",
        later.pk, later.ref, later.sha256, world.handing.campaign,
    )  # fmt: skip


def answered_to(world: World) -> None:
    """So does every answer."""
    _, later = _two(world)
    sql("UPDATE consent_consent SET notice_sha256 = %s", later.sha256)


def says_wider(number: int) -> Callable[[World], bool]:
    """Whether somebody's values may leave that the first notice does not name."""

    def leaves(world: World) -> bool:
        ref = world.handing.people[number]
        try:
            return world.asks(task=world.wider_task, act=Act.EXPORT, fields=WIDER, subject=ref)
        except DomainError:
            return False

    return leaves
