"""What ended after the copy has ended again: tokens, agreements, service.  What was let since then
is made anew."""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.row_authentication import codes
from shoumi.chapters.vendors.events import Tag, Why
from shoumi.chapters.vendors.models import OwnForm, ProcessingAgreement, Token, Vendor
from shoumi.chapters.vendors.rules import State
from shoumi.chapters.vendors.rules.agreement import Stage


def _token_over(told: Told) -> bool:
    Token.objects.filter(ref=told.line.about, ended_at=None).update(
        ended_at=told.line.at, why=str(told.line.facts["why"])
    )
    return True


def _agreement_over(told: Told) -> bool:
    found = ProcessingAgreement.objects.filter(ref=told.line.about).first()
    if found is not None and found.stage in (Stage.DRAFT, Stage.SIGNED):
        is_draft = found.stage == Stage.DRAFT
        found.stage = Stage.WITHDRAWN if is_draft else Stage(str(told.line.facts["state"]))
        found.ended_at = told.line.at
        found.save(update_fields=["stage", "ended_at"])
    return True


def _incident(told: Told) -> bool:
    """Nobody knows any more what it was: the vendor gets nothing until it is asked anew."""
    vendor = str(told.line.facts["vendor"])
    Token.objects.filter(vendor=vendor, ended_at=None).update(
        ended_at=told.line.at, why=Why.INCIDENT
    )
    return True


def _returned(told: Told) -> bool:
    """The paper that proves it is lost with the home; no token stands, so nothing reaches it."""
    found = Vendor.objects.filter(ref=told.line.about).exclude(state=State.ENDED).first()
    if found is not None:
        Token.objects.filter(vendor=found.ref, ended_at=None).update(
            ended_at=told.line.at, why=Why.ENDED
        )
    return True


def _form_ended(told: Told) -> bool:
    for found in OwnForm.objects.filter(ref=told.line.about, ended_at=None):
        is_own = codes.matches(found)
        found.ended_at, found.ended_by = told.line.at, told.line.actor
        if is_own:  # one that was false before stays so
            codes.put(found, told.position)
        found.save()
    return True


def of_events() -> Replays:
    return replays(
        tells=[
            Tag.ASKED,
            Tag.ANSWERED,
            Tag.HANDED,
            Tag.SETTLED,
            Tag.ASSESSED,
            Tag.REMINDED,
            Tag.REPORT_LINK,
        ],
        widens=[
            Tag.REGISTERED,
            Tag.CHANGED,
            Tag.APPROVED,
            Tag.JUDGED,
            Tag.AGREEMENT,
            Tag.SIGNED,
            Tag.SUB_PROCESSORS,
            Tag.TOKEN,
            Tag.FORM,
        ],
        narrows={
            Tag.TOKEN_OVER: _token_over,
            Tag.ENDED: _agreement_over,
            Tag.FORM_ENDED: _form_ended,
            Tag.INCIDENT: _incident,
            Tag.RETURNED: _returned,
        },
    )
