"""A vendor reports by a link of its own, at any hour, that something went wrong there: its tokens
are over at once, and the house has an incident whose clocks run."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.registry.incident_card import incident_desk
from shoumi.base.registry.incident_desk import IncidentReport, KnownIncident, Through
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.chapters.vendors.events import Tag
from shoumi.chapters.vendors.models import Incident, ReportLink, Vendor
from shoumi.chapters.vendors.rules import Part, State
from shoumi.chapters.vendors.services import incidents, register
from shoumi.chapters.vendors.services.errors import (
    NotYetKnown,
    ReportLinkUnknown,
    TextMissing,
    TooManyReports,
)
from shoumi.core.calendar import CHINA
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

ISSUERS = (Role.PRO, Role.DPO, Role.SEC)
MOST_WORDS = 2_000
# Whoever found the link can make no more than so much work.
MOST_A_DAY = 10
# The same report again by then is a second press of the button.
_TWICE = timedelta(minutes=10)
_DUTIES = ("5.3", "9.2")
_ACCOUNT = "供应商 {name} 经报告链接报告：对方 {known} 知道。\n{words}"


@transaction.atomic
def issue(*, vendor: Ref, actor: Ref, at: datetime) -> tuple[ReportLink, str]:
    """Make the link and its token, which is kept nowhere; any before it is void.

    Raises:
        NotPermitted, NoSuchVendor, Over, NotAuthentic
    """
    accounts.require(actor, at, *ISSUERS)
    register.held(vendor)
    ReportLink.objects.filter(vendor=vendor, ended_at=None).update(ended_at=at)
    token = tokens.make()
    made = ReportLink(
        ref=Ref.new("reportlink"),
        vendor=vendor,
        digest=tokens.digest(token, Use.VENDOR_REPORT),
        made_by=actor,
        made_at=at,
    )
    facts = {"vendor": vendor}
    writer.record(Event(Tag.REPORT_LINK, actor, Ref(made.ref), at, facts, _DUTIES))
    made.save(force_insert=True)
    return made, token


def by_link(token: str) -> Vendor:
    """Whose link it is.

    Raises:
        ReportLinkUnknown
    """
    digest = tokens.digest(token, Use.VENDOR_REPORT)
    link = ReportLink.objects.filter(digest=digest, ended_at=None).first()
    found = Vendor.objects.filter(ref=link.vendor).first() if link else None
    if found is None or found.state == State.ENDED:
        raise ReportLinkUnknown
    return found


@transaction.atomic
def report(
    *, token: str, known_at: datetime, words: str, at: datetime
) -> tuple[Incident, KnownIncident]:
    """What somebody at the vendor hands in.  Pressed twice it is one.

    Raises:
        ReportLinkUnknown, NotYetKnown, TextMissing, TooManyReports, NotAuthentic
        a refusal of whoever keeps incidents
    """
    vendor = by_link(token)
    if known_at > at:
        raise NotYetKnown
    if not words.strip():
        raise TextMissing(part=Part.WORDS)
    register.held(Ref(vendor.ref))
    desk, own = incident_desk(), Incident.objects.filter(vendor=vendor.ref)
    last = own.filter(known_at=known_at, told_at__gt=at - _TWICE).order_by("-id").first()
    if last is not None and (known := desk.known(Ref(last.ref))):
        return last, known
    if own.filter(told_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManyReports(most=MOST_A_DAY)
    made = incidents.put_down(vendor=Ref(vendor.ref), known_at=known_at, actor=SYSTEM, at=at)
    return made, _became(made, vendor, words[:MOST_WORDS], SYSTEM, at)


@transaction.atomic
def record(
    *, vendor: Ref, known_at: datetime, is_reported: bool, actor: Ref, at: datetime
) -> Incident:
    """The same by somebody of the house whom the vendor called.

    ``is_reported``  it becomes an incident of the house too

    Raises:
        as ``incidents.record``, and a refusal of whoever keeps incidents
    """
    made = incidents.record(vendor=vendor, known_at=known_at, actor=actor, at=at)
    if is_reported:
        _became(made, Vendor.objects.get(ref=vendor), "", actor, at)
    return made


def _became(made: Incident, vendor: Vendor, words: str, actor: Ref, at: datetime) -> KnownIncident:
    account = _ACCOUNT.format(
        name=vendor.name, known=f"{made.known_at.astimezone(CHINA):%Y-%m-%d %H:%M}", words=words
    )
    told = IncidentReport(Ref(made.ref), Through.VENDOR, made.told_at, account.strip())
    return incident_desk().report(told, actor, at)
