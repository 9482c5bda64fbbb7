"""For each parameter of an address: something that is there, and something that is not."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model
from django.db.models.expressions import RawSQL
from tests.web.prepared import first_deal, prepare
from tests.web.routes import Route

from shoumi.base.approvals.models import Approval
from shoumi.base.deals.models import Deal
from shoumi.base.jobs.models import Job, State
from shoumi.base.ledger import reader
from shoumi.base.rooms.models import Paper
from shoumi.base.signin.models import Session as LogIn
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import State as Asked
from shoumi.chapters.incidents.models import Breach, StatusNote
from shoumi.chapters.learning.file_models import SignedSheet
from shoumi.chapters.learning.models import Session
from shoumi.chapters.policies import rules as policy
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.vendors.models import Review
from shoumi.core.refs import Ref

__all__ = ["first_deal", "prepare"]
NOTHING = "0000000000000000"
# What is chosen from a closed list or is a secret names no object of the home.
CLOSED = {
    "lang": "en",
    "theme": "dark",
    "name": "duties",
    "matrix": "mlps3",
    "place": "1",  # of the files of a message
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
    "file": f"said-{NOTHING}",  # came with a request, for who answers it
    "work": f"errand-{NOTHING}",
    "ownform": f"ownform-{NOTHING}",  # the house of the story asks by our questionnaire alone
    "customercanary": f"lure-{NOTHING}",  # a demo has none
}
# Parameters that are not called as their table is.
_TABLES = {
    "review": "algorithmreview",
    "version": "policyversion",
    "meeting": "groupmeeting",
    "remark": "draftcomment",
    "collection_notice": "collectionnotice",
    "processing": "processingagreement",
    "questionnaire": "review",
    "asked": "request",  # in ``several``
    "contact": "channel",
    "item": "awarenessitem",
    "sheet": "signedsheet",
    "picture": "lessonpicture",
    "staff_list": "staffimport",
}
_NONE = {"duty": "99.9", "position": "999999999"}


class NoSample(LookupError):
    """Nothing in the home that this parameter could name: say in ``samples`` what it is."""


def there(route: Route) -> dict[str, str]:
    """Values of an object that is there, of the home's first deal.

    Raises:
        NoSample
    """
    deal = first_deal()
    found = {name: _there(name, deal) for name in route.takes}
    if "sheet" in found:  # of the session that it is of
        found["session"] = SignedSheet.objects.get(ref=found["sheet"]).session
    return found


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


def named(name: str) -> str:
    """What a parameter of that name may say, of the first deal.

    Raises:
        NoSample
    """
    return _there(name, first_deal())


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
    if name == "asked":  # one that nobody has answered
        return str(Request.objects.filter(state=Asked.OPEN).order_by("id")[0].ref)
    if name == "job":  # one that was given up
        return str(Job.objects.filter(state=State.DEAD).order_by("id")[0].ref)
    if name == "room":
        return _room(deal)
    if name == "evidence":
        first = Review.objects.order_by("id")[0]
        return str(next(iter(first.evidence.values()))["paper"])
    if name == "number":
        return str(Paper.objects.filter(room__ref=_there("room", deal)).order_by("id")[0])
    if name == "session":  # on site; sign-in has a table of that name too
        return str(Session.objects.order_by("id")[0].ref)
    if name == "log_in":
        return str(LogIn.objects.order_by(RawSQL("rowid", []))[0].ref)
    if name == "draft":
        return str(PolicyVersion.objects.get(state=policy.State.DRAFT).ref)
    if name == "breach_number":  # of which something was said in public
        said = StatusNote.objects.exclude(shown_at=None).order_by("id")[0]
        return str(Breach.objects.get(ref=said.breach).number)
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
