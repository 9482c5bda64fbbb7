"""What changed after people had agreed or were told, and whether the house has done what follows.

A campaign is put to people under the register in force when it is opened and under its notice.  A
later version of either that changes purpose, method, category, recipient or retention supersedes at
its date what was agreed to; of another change people are told.  Which versions there were is read
from the register's own and from the ledger, so a change is known the moment it is in force, and
until the house has acted on it the demand fails and its doors are shut.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, Value
from django.db.models.expressions import Combinable

from shoumi.base import bulk, registry
from shoumi.base.deals import queries as deals
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import Kind, State
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Notice
from shoumi.chapters.consent.queries import covered_fields, notices
from shoumi.chapters.consent.rules import CampaignState, Part
from shoumi.core import notice_categories
from shoumi.core.calendar import start_of_day
from shoumi.core.fields import FieldRegister
from shoumi.core.gate import Fact, Question
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, ControlState, Instrument
from shoumi.core.terms import Purpose as Use

# Questions that the fact is asked for: what goes to the recipient.
_ASKED = frozenset({Use.HANDOVER, Use.DUE_DILIGENCE})
_FEW = 6
_OPENED = (CampaignState.OPEN, CampaignState.CLOSED)


@dataclass(frozen=True, slots=True)
class Change:
    """One later version that changes the terms of a campaign.

    ``source``   the version of the register, or the notice
    ``number``   of the version of the register; None: it is a notice
    ``fields``   registered fields and what of each changed
    """

    source: Ref
    number: int | None
    since: datetime
    parts: frozenset[Part]
    fields: Mapping[str, frozenset[Part]]

    @property
    def asks_again(self) -> bool:
        return not self.parts.isdisjoint(rules.ASKED_AGAIN)


def text_of(campaign: Campaign) -> Notice:
    """The text that is to count: the campaign's own, or the last that was put in its place."""
    told = _told(campaign, Tag.REVISED)
    if not told:
        return campaign.notice
    return Notice.objects.get(ref=told[-1][1].facts["notice"])


def covered(notice: Notice, before: FieldRegister, after: FieldRegister) -> Collection[str]:
    """The registered fields that what a notice says is about: those it names, or where its words
    are of an earlier version and name none, or it is not as it was approved, those that may be
    handed over."""
    named = notice_categories.covered(covered_fields.categories(notice))
    if named and notices.is_whole(notice):
        return named
    both = {**before, **after}
    return [code for code in both if any(_serves(one.get(code)) for one in (before, after))]


def text_changes(before: Notice, after: Notice) -> frozenset[Part]:
    """What differs between two texts, the fields that their categories cover included."""
    found = rules.text_changes(before.contents, after.contents)
    named = [notice_categories.covered(covered_fields.categories(one)) for one in (before, after)]
    return found if named[0] == named[1] else found | {Part.CATEGORY}


def _serves(rule: object) -> bool:
    return rule is not None and Use.HANDOVER in getattr(rule, "purposes", ())


def supersedes(campaign: Campaign, change: Change) -> bool:
    """Whether people are asked again; who was never asked is told."""
    return change.asks_again and rules.asks_consent(Instrument(campaign.instrument))


def between(
    notice: Notice, before: FieldRegister, after: FieldRegister
) -> dict[str, frozenset[Part]]:
    """By field, what a new version of the register changes of the terms of a notice."""
    found = {
        code: rules.field_changes(before.get(code), after.get(code))
        for code in covered(notice, before, after)
    }
    return {code: parts for code, parts in found.items() if parts}


def changes(campaign: Campaign) -> list[Change]:
    """Every later version that changes what the campaign was opened under, the oldest first."""
    found = [*_of_register(campaign), *_of_text(campaign, _told(campaign, Tag.REVISED))]
    return sorted(found, key=lambda one: one.since)


def look_for_nobody() -> None:
    """The reads of ``changes``, so that a code which is nobody's costs what another does."""
    registry.register_versions()
    _told(Campaign(ref="camp-none"), Tag.REVISED)


def waiting(campaign: Campaign, at: datetime) -> list[Change]:
    """Those in force at that moment which the house has not acted on."""
    if campaign.superseded_at is not None or campaign.opened_at is None:
        return []
    return [one for one in _unsaid(campaign) if one.since <= at]


def _unsaid(campaign: Campaign) -> list[Change]:
    found = changes(campaign)
    if not found:
        return []
    said = {line.facts["change"] for _, line in _told(campaign, Tag.CHANGE_TOLD)}
    return [one for one in found if one.source not in said]


def some_fields(change: Change) -> tuple[str, ...]:
    """Codes of the fields that a change is about, a few of them."""
    return tuple(sorted(change.fields))[:_FEW]


def people(campaign: Campaign) -> int:
    """How many a change of the campaign's terms touches."""
    if rules.asks_consent(Instrument(campaign.instrument)):
        return campaign.consents.filter(state=ConsentState.GIVEN).count()
    return campaign.invitations.filter(delivery=rules.Delivery.REACHED).count()


def under_way() -> list[Campaign]:
    """The campaigns whose terms still bind: of deals that are not over, opened, not superseded.

    One that is not as the house left it is among them whatever it says: nobody knows.
    """
    found = verification.all_of(Campaign)
    sound = [one for one in found.rows if one.state in _OPENED and one.superseded_at is None]
    if not sound and not found.false:
        return []
    over = deals.over()
    return [one for one in (*sound, *found.false) if one.deal not in over]


def _of_register(campaign: Campaign) -> Iterator[Change]:
    if campaign.opened_at is None:
        return
    known = [one for one in registry.register_versions() if one.in_force_at and one.is_authentic]
    later = [one for one in known if _at(one.in_force_at) > campaign.opened_at]
    earlier = [one for one in known if _at(one.in_force_at) <= campaign.opened_at]
    before = earlier[-1] if earlier else None
    for one in later:
        if before is not None:
            fields = between(campaign.notice, before.read(), one.read())
            parts = frozenset(part for own in fields.values() for part in own)
            if parts:
                yield Change(one.ref, one.number, _at(one.in_force_at), parts, fields)
        before = one


def _at(moment: datetime | None) -> datetime:
    assert moment is not None  # of drafts nobody asks
    return moment


def _of_text(campaign: Campaign, told: Sequence[tuple[datetime, Line]]) -> Iterator[Change]:
    before = campaign.notice
    texts = {one.ref: one for one in Notice.objects.filter(deal=campaign.deal)} if told else {}
    for at, line in told:
        one = texts.get(str(line.facts["notice"]))
        if one is None:
            continue
        since = max(at, start_of_day(date.fromisoformat(str(line.facts["since"]))))
        if parts := text_changes(before, one):
            yield Change(Ref(one.ref), None, since, parts, {})
        before = one


def _told(campaign: Campaign, *tags: Tag) -> list[tuple[datetime, Line]]:
    """When the entries of ``tags`` about the campaign were made, and what each says."""
    found = reader.some(latest_entries.about(tags, campaign.ref))
    return [(line.at, line) for line in (entry.line() for entry in found)]


def done(campaign: Campaign, source: Ref) -> list[tuple[int, int]]:
    """Position and count of each act that a version led to in the campaign."""
    found = reader.some(latest_entries.about((Tag.SUPERSEDED, Tag.CHANGE_TOLD), campaign.ref))
    lines = [(entry.position, entry.line().facts) for entry in found]
    return [(at, int(facts["count"])) for at, facts in lines if facts["change"] == source]


def check(at: datetime) -> Holding:
    """Demand 6.3: nothing is done on terms that have changed: what was agreed to is superseded at
    the date of the change, and where people are only told they are told."""
    found, texts = verification.all_of(Campaign), verification.all_of(Notice)
    last = max(found.rows, key=lambda one: one.position, default=None)
    false = found.deals | texts.deals
    if last is None and not false and not found.false:
        return Holding(ControlState.NOT_APPLICABLE, reason="campaign.none_yet")
    asked = under_way()
    sound = {one.pk for one in found.rows}
    # Without versions that are as the house left them nobody knows what changed since.
    is_known = all(one.is_authentic for one in registry.register_versions()) if asked else True
    false |= {Ref(one.deal) for one in notices.unapproved(texts.rows)}
    failing = [(NotAuthentic.code, deal) for deal in sorted(false - deals.over())] if false else []
    known = {one.pk: one for one in texts.rows}
    edges: list[datetime] = []
    for one in asked:
        unsaid: list[Change] = []
        text = known.get(one.notice_id) if is_known and one.pk in sound else None
        if text is None or not notices.is_of(one, text):
            failing.append((NotAuthentic.code, Ref(one.deal)))
        elif one.opened_at is None:
            failing.append(("campaign.never_opened", Ref(one.deal)))
        else:
            one.notice = text
            unsaid = _unsaid(one)
        edges += [change.since for change in unsaid if change.since > at]
        due = [change for change in unsaid if change.since <= at]
        if due and (one.state == CampaignState.OPEN or people(one)):
            asks = any(supersedes(one, change) for change in due)
            failing.append((_NOT_DONE[asks], Ref(one.deal)))
    turns = min(edges, default=None)
    if failing:
        about = frozenset(deal for _, deal in failing)
        return Holding(ControlState.FAIL, reason=failing[0][0], deals=about, turns=turns)
    return Holding(ControlState.PASS, position=last.position if last else None, turns=turns)


_NOT_DONE = {True: "consent.not_superseded", False: "consent.change_untold"}


def to_ask(found: Campaign) -> tuple[list[Ref], set[Ref]]:
    """Whom a campaign is put to, and who of them are children: everybody held under the deal, or
    where it asks again those whose consent was superseded, and those who had not answered yet.
    Nobody who refused, withdrew or let the window pass is asked again (NDSR 22(5))."""
    people = subjects.of_deal(Ref(found.deal), State.ACTIVE)
    refs = subjects.refs(people)
    earlier = in_place_of(found)
    if earlier is not None:
        again = set(_again(earlier))
        refs = [ref for ref in refs if ref in again]
    children = set(subjects.refs(people.filter(kind=Kind.CHILD)))
    return refs, children


def in_place_of(found: Campaign) -> Campaign | None:
    """The campaign in whose place this one asks again.

    Raises:
        NotAuthentic: a campaign of the deal was changed, put back or deleted from outside.
    """
    before = [
        one
        for one in queries.of_deal(Ref(found.deal))
        if one.purpose == found.purpose and one.pk != found.pk and _ended_before(one, found)
    ]
    return before[-1] if before else None


def _ended_before(one: Campaign, found: Campaign) -> bool:
    return one.superseded_at is not None and one.superseded_at <= found.prepared_at


def is_again(found: Campaign) -> bool:
    return in_place_of(found) is not None


def _again(earlier: Campaign) -> Iterator[Ref]:
    agreed = earlier.consents.filter(state=ConsentState.SUPERSEDED)
    yield from map(Ref, agreed.values_list("subject", flat=True).iterator(bulk.CHUNK))
    if earlier.closed_at == earlier.superseded_at:  # its window was cut short
        spoke = earlier.consents.values("subject")
        silent = earlier.invitations.exclude(subject__in=spoke)
        yield from map(Ref, silent.values_list("subject", flat=True).iterator(bulk.CHUNK))


@shared
def is_current(deal: Ref) -> bool:
    """Whether what the people of a deal agreed to still stands: nothing that a handover could rest
    on is superseded, or they were asked again and that is over."""
    told = Campaign.objects.filter(deal=deal).exclude(purpose=rules.Purpose.NEW_PURPOSE)
    past, over = set[str](), set[str]()  # of a purpose one at most is not superseded: the newest
    for purpose, state, since in told.values_list("purpose", "state", "superseded_at"):
        if since is not None:
            past.add(purpose)
        elif state == CampaignState.CLOSED:
            over.add(purpose)
    return past <= over


def facts(question: Question) -> Mapping[Fact, object]:
    told = covered_fields.facts(question)
    if question.purpose not in _ASKED:
        return told
    return {**told, Fact.CONSENT_CURRENT: is_current(question.deal)}


def edges(question: Question) -> tuple[datetime, ...]:
    """None: what is stated of nobody in particular changes with an act alone."""
    return ()


def subject_facts(
    question: Question, subjects: Sequence[Ref]
) -> Mapping[Fact, Mapping[Ref, object]]:
    """``covered_fields.subject_facts``, and whether what each person agreed to still stands.

    Raises:
        NotAuthentic
    """
    told = covered_fields.subject_facts(question, subjects)
    if question.purpose not in _ASKED:
        return told
    return {**told, Fact.CONSENT_CURRENT: dict.fromkeys(subjects, is_current(question.deal))}


def subject_expressions(question: Question) -> Mapping[Fact, Combinable]:
    """``subject_facts`` for a query over people."""
    told = covered_fields.subject_expressions(question)
    if question.purpose not in _ASKED:
        return told
    current = Value(is_current(question.deal), BooleanField())
    return {**told, Fact.CONSENT_CURRENT: current}
