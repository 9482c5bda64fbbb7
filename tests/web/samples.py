"""For each parameter of an address: something that is there, and something that is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.db.models import Model
from django.db.models.expressions import RawSQL
from tests.web import visitors
from tests.web.routes import Route

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Change
from shoumi.base.attestations.models import Grace
from shoumi.base.deals.models import Deal
from shoumi.base.documents import store
from shoumi.base.egress import services as egress
from shoumi.base.egress.events import Change as HostChange
from shoumi.base.emergency import services as emergency
from shoumi.base.jobs.backend import insert
from shoumi.base.jobs.models import Job, State
from shoumi.base.ledger import reader
from shoumi.base.rooms.models import Paper
from shoumi.base.rotation import algorithms_in_use
from shoumi.base.rotation import jobs as rotation
from shoumi.base.rotation.events import Decision
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.base.signin import enrolment
from shoumi.base.signin.models import Account
from shoumi.base.subjects.models import State as Standing
from shoumi.base.subjects.models import Subject
from shoumi.base.webhooks import endpoints
from shoumi.chapters.backup.models import Drill
from shoumi.chapters.destruction import services as destruction
from shoumi.chapters.destruction.rules import Cause
from shoumi.chapters.policies import rules as policy
from shoumi.chapters.policies import services as policies
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.texts import starters
from shoumi.core.handbook import GraceReason
from shoumi.core.refs import Ref
from shoumi.core.terms import HandlerTier, Role
from shoumi.doors.tests.visitors import signed_in

NOTHING = "0000000000000000"
# What is chosen from a closed list or is a secret names no object of the home.
CLOSED = {
    "lang": "en",
    "theme": "dark",
    "name": "duties",
    "stage": "mandate",
    "instrument": "ART23_SEPARATE_CONSENT",
}
# A delivery is its bringer's alone, and work that of who asked, so they are none to everybody here.
SECRET = {
    "token": "not-a-token",
    "secret": "not-a-secret",
    "link": "not-a-link",
    "delivery": f"delivery-{NOTHING}",
    "token_ref": f"token-{NOTHING}",  # an access token too
    "work": f"errand-{NOTHING}",
}
# Parameters that are not called as their table is.
_TABLES = {
    "review": "algorithmreview",
    "version": "policyversion",
    "collection_notice": "collectionnotice",
}
_NONE = {"duty": "99.9", "position": "999999999"}


def prepare() -> None:
    """Do what the told home lacks: a head locked out, a hold on a deal, a job that was given up.

    The visitors have to be there already.
    """
    now, at, head = datetime.now(UTC), clock.now(), visitors.founder(Role.HEAD)
    signed_in(head)
    Account.objects.filter(person=head).update(enrolled_at=now)
    enrolment.ask_again(person=head, actor=visitors.founder(Role.DPO), at=at, real_at=now)
    deal, legal = Ref(first_deal().ref), accounts.who(Role.LEG, at)[0]
    cause = list(Cause)[0]
    destruction.place_hold(deal=deal, subject=None, cause=cause, until=None, actor=legal, at=at)
    change = Change(Action.ROTATION, {"what": "kek", "targets": ["audit"]})
    approvals.ask(change=change, actor=_newest(Role.SEC), at=at)
    given_up = insert(rotation.resume)
    Job.objects.filter(pk=given_up.pk).update(state=State.DEAD, attempts=5)
    _prepare_webhook(at)
    _prepare_emergency(at)
    _prepare_grace(at)
    _prepare_review(at)
    _prepare_drill(at)
    _prepare_policy(at)


def _prepare_policy(at: datetime) -> None:
    """A draft whose gaps are not filled in."""
    policies.draft(
        items=policy.SHORT,
        register=policy.built_in_register(),
        tier=HandlerTier.SMALL,
        actor=visitors.founder(Role.DPO),
        at=at,
        text=starters.starter(HandlerTier.SMALL),
    )


def _newest(role: Role) -> Ref:
    """Who came last: the visitor of that role, who is to see what is his or hers."""
    found = Grant.objects.filter(role=role, until=None, deal="").order_by("-position")
    return Ref(found[0].person_id)


def _prepare_emergency(at: datetime) -> None:
    subject = Subject.objects.filter(deal=first_deal().ref, state=Standing.ACTIVE).order_by("id")[0]
    emergency.open_emergency(
        subject=Ref(subject.ref),
        fields=["mobile"],
        reason="客户家中漏水，须立即联系上门",
        actor=_newest(Role.CS),
        at=at,
    )


def _prepare_grace(at: datetime) -> None:
    """One to look at.  Everything of the told home holds, so that none could be granted."""
    head, dpo = visitors.founder(Role.HEAD), visitors.founder(Role.DPO)
    Grace.objects.create(
        ref=Ref.new("grace"),
        duties={"12.1": "attestation.expired"},
        reason=GraceReason.OUTSIDE,
        granted_by=head,
        approved_by=dpo,
        granted_at=at,
        until=at + timedelta(days=30),
        position=1,
    )


def _prepare_review(at: datetime) -> None:
    """One to look at, without anybody's going through it."""
    AlgorithmReview.objects.create(
        ref=Ref.new("review"),
        algorithms=[asdict(one) for one in algorithms_in_use.in_use()],
        weak=[],
        decision=Decision.KEEP,
        reviewed_by=_newest(Role.SEC),
        approved_by=visitors.founder(Role.DPO),
        reviewed_at=at,
        due_at=at + timedelta(days=300),
        position=1,
    )


def _prepare_drill(at: datetime) -> None:
    """One to look at, with a paper; nothing was put back."""
    keeper = _newest(Role.OPS)
    kept = store.put(b"%PDF-", kind="evidence", deal=None, actor=keeper, at=at)
    Drill.objects.create(
        ref=Ref.new("drill"),
        target=Ref.new("target"),
        tested_by=keeper,
        tested_at=at,
        passed=True,
        document=kept.ref,
        position=1,
    )


def _prepare_webhook(at: datetime) -> None:
    """A host on the list, a request for another, and a receiver that was sent a test."""
    security = _newest(Role.SEC)
    wish = egress.ask(change=HostChange.ALLOW, name="hooks.example", actor=security, at=at)
    egress.ask(change=HostChange.ALLOW, name="other.example", actor=security, at=at)
    egress.approve(ask=Ref(wish.ref), actor=visitors.founder(Role.DPO), at=at)
    made = endpoints.make(
        name="SIEM",
        url="https://hooks.example/in",
        tags=["webhook.pinged"],
        actor=security,
        at=at,
    )
    endpoints.ping(endpoint=Ref(made.endpoint.ref), actor=security, at=at)


def first_deal() -> Deal:
    return Deal.objects.order_by("number")[0]


class NoSample(LookupError):
    """Nothing in the home that this parameter could name: say in ``samples`` what it is."""


def there(route: Route) -> dict[str, str]:
    """Values of an object that is there, of the home's first deal.

    Raises:
        NoSample
    """
    deal = first_deal()
    return {name: _there(name, deal) for name in route.takes}


def missing(route: Route) -> dict[str, str] | None:
    """The same, but the innermost object is none of the home's; None where nothing is named."""
    found = there(route)
    for name in reversed(list(route.takes)):
        if name in _NONE:
            return found | {name: _NONE[name]}
        if name not in CLOSED and name not in SECRET:
            value = found[name]
            none = f"{value.partition('-')[0]}-{NOTHING}" if "-" in value else _unlike(value)
            return found | {name: none}
    return None


def _unlike(value: str) -> str:
    return "999999999" if value.isdigit() else "none-such"


def _there(name: str, deal: Deal) -> str:
    if name == "deal":
        return deal.ref
    if name in CLOSED:
        return CLOSED[name]
    if name in SECRET:
        return SECRET[name]
    if name == "duty":
        return "13.2"
    if name == "approval":  # one that can still be answered
        return str(Approval.objects.filter(state="open").order_by("position")[0].ref)
    if name == "job":  # one that was given up
        return str(Job.objects.filter(state=State.DEAD).order_by("id")[0].ref)
    if name == "room":
        return _room(deal)
    if name == "number":
        return str(Paper.objects.filter(room__ref=_there("room", deal)).order_by("id")[0])
    if name == "draft":
        return str(PolicyVersion.objects.get(state=policy.State.DRAFT).ref)
    if name in ("leaf", "edition", "entry"):
        return "1"
    if name == "position":
        # Not the newest: every page shows how far the ledger has come.
        return str(reader.latest(2, deal=Ref(deal.ref))[1].position)
    # What is pushed; a delivery in an address is one of files.
    name = "delivery" if name == "pushed" else name
    return str(_first(name, deal).ref)  # type: ignore[attr-defined]


def _room(deal: Deal) -> str:
    """The first that has a paper."""
    found = Paper.objects.filter(room__deal=deal.ref).order_by("room_id", "id")
    return str(found[0].room.ref)


def several(route: Route, most: int) -> list[dict[str, str]]:
    """The same as ``there``, and with others in place of the innermost object, the newest first."""
    found = there(route)
    if not route.takes or (name := list(route.takes)[-1]) in (*CLOSED, *SECRET, *_NONE):
        return [found]
    rows = list(_rows("delivery" if name == "pushed" else name, first_deal()))
    others = [str(row.ref) for row in rows]  # type: ignore[attr-defined]
    told = dict.fromkeys([found[name], *reversed(others)])
    return [found | {name: one} for one in list(told)[:most]]


def _first(name: str, deal: Deal) -> Model:
    """The first row of the table called ``name``; one of this deal if there is any."""
    for row in _rows(name, deal):
        return row
    raise NoSample(name)


def _rows(name: str, deal: Deal) -> Iterator[Model]:
    """The rows of the table called ``name``, as they came; those of this deal first."""
    for model in apps.get_models():
        fields = {field.name for field in model._meta.get_fields()}
        if (
            model._meta.model_name != _TABLES.get(name, name.replace("_", ""))
            or "ref" not in fields
        ):
            continue
        rows = model._default_manager.order_by(RawSQL("rowid", []))  # as they came: stable
        if "deal" in fields:
            yield from rows.filter(deal=deal.ref)
            rows = rows.exclude(deal=deal.ref)
        yield from rows
