"""What people said no to after the copy, they say no to again; a yes is asked for anew.

A no of somebody who is not here any more stands under the ledger's own name for that person, or is
said to be lost, so that as many are there as the ledger knows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.row_authentication import codes
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Consent, Invitation, NoticeDraft, Objection
from shoumi.chapters.consent.queries import instruments
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState


def _campaign(ref: object) -> Campaign | None:
    return Campaign.objects.filter(ref=str(ref)).first()


def _answered(told: Told) -> bool:
    """The noes alone: whose yes is lost is asked again."""
    found = _campaign(told.line.about)
    if found is None:
        return True
    for number, row in enumerate(told.rows()):
        subject = told.person(row["subject"])
        if subject is None or row["answer"] != rules.Answer.REFUSED:
            continue
        if not Consent.objects.filter(campaign=found, subject=subject).exists():
            said = _said(found, row, subject, (told.position, number), told.line.at)
            codes.put(said, told.position)
            said.save(force_insert=True)
    return True


def _said(
    found: Campaign, row: Mapping[str, str], subject: Ref, place: tuple[int, int], at: datetime
) -> Consent:
    return Consent(
        ref=Ref.new("cons"),
        deal=found.deal,
        campaign=found,
        subject=subject,
        state=row["answer"],
        lane=row["lane"],
        channel=row["channel"],
        notice_sha256=row["notice"],
        answered_at=at,
        position=place[0],
        row=place[1],
    )


def _withdrawn(told: Told) -> bool:
    name, subject = told.line.about, told.person(told.line.about)
    found = _campaign(told.line.facts.get("campaign"))
    own, is_own = None, True
    if subject is not None and found is not None:
        own = Consent.objects.filter(campaign=found, subject=subject).first()
        is_own = own is None or codes.matches(own)
        own = own or _answer_of(found, name, subject)
    if own is None:
        told.lose(name)  # neither the person nor the yes came back
        return True
    own.state, own.withdrawn_at = ConsentState.WITHDRAWN, told.line.at
    if is_own:  # one that was false before stays so
        codes.put(own, told.position)
    own.save()
    return True


def _answer_of(found: Campaign, name: str, subject: Ref) -> Consent | None:
    """The yes that was given and taken back after the copy, from its entry."""
    for position in reversed(latest_entries.about([Tag.ANSWERED], found.ref)):
        for number, content in enumerate(reader.rows(position)):
            row = json.loads(content)
            if row["subject"] == name:
                at = reader.entry(position).line().at
                return _said(found, row, subject, (position, number), at)
    return None


def _objected(told: Told) -> bool:
    found = _campaign(told.line.about)
    if found is None:
        return True
    for row in told.rows():
        subject = told.person(row["subject"]) or row["subject"]
        if not Objection.objects.filter(campaign=found, subject=subject).exists():
            made = Objection(
                deal=found.deal,
                campaign=found,
                subject=subject,
                outcome=row["outcome"],
                at=told.line.at,
                position=told.position,
            )
            codes.put(made, told.position)
            made.save(force_insert=True)
    return True


def _delivered(told: Told) -> bool:
    """Letters that came back came back; those that arrived are lost, and written again."""
    found = _campaign(told.line.about)
    if found is None:
        return True
    lost = [row for row in told.rows() if row.get("delivery") == rules.Delivery.UNREACHED]
    for row in lost:
        subject = told.person(row["subject"])
        sent = Invitation.objects.filter(campaign=found, subject=subject).first()
        if sent is None:
            continue
        is_own = codes.matches(sent)
        sent.delivery = rules.Delivery.UNREACHED
        if is_own:
            codes.put(sent, told.position)
        sent.save(update_fields=["delivery", *codes.STORED])
    found.unreached = len(instruments.undelivered(found))
    found.save(update_fields=["unreached"])
    return True


def _superseded(told: Told) -> bool:
    found = _campaign(told.line.about)
    if found is None:
        return True
    for own in Consent.objects.filter(campaign=found, state=ConsentState.GIVEN):
        is_own = codes.matches(own)
        own.state = ConsentState.SUPERSEDED
        if is_own:
            codes.put(own, told.position)
        own.save(update_fields=["state", *codes.STORED])
    found.state, found.superseded_at = rules.CampaignState.CLOSED, told.line.at
    found.closed_at = found.closed_at or told.line.at
    found.position = told.position
    found.save()
    return True


def _revised(told: Told) -> bool:
    """The new text may not be here; what people agreed to is asked about by its own day."""
    return _campaign(told.line.about) is None


def _returned(told: Told) -> bool:
    """A text that somebody sent back waits for nobody."""
    found = NoticeDraft.objects.filter(ref=str(told.line.about)).first()
    if found is None:
        return True
    is_own = codes.matches(found)
    found.state, found.answered_at = rules.DraftState.RETURNED, told.line.at
    if is_own:
        codes.put(found, told.position)
    found.save()
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.REMINDED, Tag.CHANGE_TOLD, Tag.ANNOUNCED, Tag.RECEIPTED, Tag.PASSED_ON],
        widens=[Tag.NOTICE_WRITTEN, Tag.NOTICE_APPROVED, Tag.PREPARED, Tag.OPENED, Tag.CLOSED],
        narrows={
            Tag.ANSWERED: _answered,
            Tag.WITHDRAWN: _withdrawn,
            Tag.OBJECTED: _objected,
            Tag.DELIVERED: _delivered,
            Tag.SUPERSEDED: _superseded,
            Tag.REVISED: _revised,
            Tag.NOTICE_RETURNED: _returned,
        },
    )
