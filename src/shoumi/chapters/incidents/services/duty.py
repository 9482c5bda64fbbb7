"""Who does what when something happens, how they are reached, and whether that was tried."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.vault import secrets
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import DutyContact, DutyPost
from shoumi.chapters.incidents.queries import demands
from shoumi.chapters.incidents.rules.words import Post
from shoumi.chapters.incidents.services import rows, texts
from shoumi.chapters.incidents.services.errors import (
    NotOnDuty,
    NotStaff,
    OwnContact,
    OwnDeputy,
)
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

NAMERS = (Role.DPO, Role.SEC, Role.HEAD)


@transaction.atomic
def name(*, post: Post, person: Ref, deputy: Ref, actor: Ref, at: datetime) -> DutyPost:
    """Have ``person`` hold the post from now on, in the place of who did.

    Raises:
        NotPermitted, NotAuthentic
        OwnDeputy
        NotStaff: one of them is none of the staff, or gone.
    """
    accounts.require(actor, at, *NAMERS)
    if person == deputy:
        raise OwnDeputy
    here = demands.here(at)
    for who in (person, deputy):
        if who not in here:
            raise NotStaff
    for before in DutyPost.objects.filter(post=post, left_at__isnull=True):
        held: DutyPost = queries.held(DutyPost, before.ref)
        held.left_at, held.left_by = at, actor
        rows.keep(held, Tag.POST_LEFT, {"post": post}, ("9.1",), actor, at)
    made = DutyPost(
        ref=Ref.new("dutypost"),
        post=post,
        person=person,
        deputy=deputy,
        named_by=actor,
        named_at=at,
    )
    facts: dict[str, Value] = {"post": post, "person": person, "deputy": deputy}
    return rows.keep(made, Tag.POST_NAMED, facts, ("9.1",), actor, at)


def tell_contact(*, person: Ref, way: str, actor: Ref, at: datetime) -> DutyContact:
    """Write down how somebody is reached at any hour: sealed, and to be tried again.

    Raises:
        NotPermitted: it is another's, and the actor names nobody for posts.
        NotOnDuty, TextMissing, TextTooLong, NotAuthentic
    """
    if actor != person:
        accounts.require(actor, at, *NAMERS)
    if person not in demands.on_duty():
        raise NotOnDuty
    with texts.sealed("way", way, at) as said, transaction.atomic():
        before = DutyContact.objects.filter(person=person).first()
        found: DutyContact = (
            queries.held(DutyContact, before.ref)
            if before
            else DutyContact(ref=Ref.new("dutycontact"), person=person)
        )
        old, found.way = found.way, said.name
        found.told_by_whom, found.told_at = actor, at
        found.tried_at, found.tried_by, found.is_reached = None, "", None
        facts: dict[str, Value] = {"person": person, "said": said.commitment}
        rows.keep(found, Tag.CONTACT_TOLD, facts, ("20.1",), actor, at)
    if old:
        secrets.forget(Ref(old))
    return found


@transaction.atomic
def try_contact(*, contact: Ref, is_reached: bool, actor: Ref, at: datetime) -> DutyContact:
    """Record that somebody called, and whether the person answered; nobody calls oneself.

    Raises:
        NotPermitted, NoSuchContact, NotAuthentic
        OwnContact
    """
    accounts.require(actor, at, *NAMERS)
    found: DutyContact = queries.held(DutyContact, contact)
    if actor == found.person:
        raise OwnContact
    found.tried_at, found.tried_by, found.is_reached = at, actor, is_reached
    facts: dict[str, Value] = {"person": Ref(found.person), "reached": is_reached}
    return rows.keep(found, Tag.CONTACT_TRIED, facts, ("20.1",), actor, at)
