"""Connect a robot, end it, and have it tell what waits, within what its vendor takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F

from shoumi.base.accounts import queries as accounts
from shoumi.base.egress import http_client
from shoumi.base.egress.errors import DemoCallsNobody
from shoumi.base.egress.http_client import Answer, Request
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes, verification
from shoumi.base.transport import server_address
from shoumi.base.vault import secrets
from shoumi.chapters.collaboration.connector_models import (
    Connector,
    ConnectorCall,
    ConnectorNotice,
)
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.queries import connectors as queries
from shoumi.chapters.collaboration.queries.connectors import NoSuchConnector
from shoumi.chapters.collaboration.rules import robots
from shoumi.chapters.collaboration.rules.robots import NoticeState, Vendor, What
from shoumi.chapters.collaboration.services.errors import AddressOfAnother, Ended, SecretMissing
from shoumi.core.egress import urls
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

CONNECTORS = (Role.SEC, Role.OPS)
_DUTIES = ("3.2", "11.2")
Call = Callable[[Request], Answer]
_SAID = {
    What.TASK: "守密 Shoumi：协作任务 {number} · shared task {number}\n{link}",
    What.MESSAGE: "守密 Shoumi：讨论 {number} 有消息 · a message in thread {number}\n{link}",
    What.DIGEST: "守密 Shoumi：还有 {number} 件待看 · {number} more to look at\n{link}",
}


@dataclass(frozen=True, slots=True)
class NewConnector:
    vendor: Vendor
    department: Role
    url: str = field(repr=False)
    secret: str = field(default="", repr=False)


@transaction.atomic
def connect(*, new: NewConnector, actor: Ref, at: datetime) -> Connector:
    """
    Raises:
        NotPermitted
        UrlUnfit, AddressOfAnother: the address is none of that vendor's.
        SecretMissing: that vendor's robots are signed to.
    """
    accounts.require(actor, at, *CONNECTORS)
    if urls.target(new.url).host != robots.HOSTS[new.vendor]:
        raise AddressOfAnother(host=robots.HOSTS[new.vendor])
    if new.vendor in robots.SIGNING and not new.secret.strip():
        raise SecretMissing
    name = Ref.new("robotsecret")
    kept = {"url": new.url.strip(), "secret": new.secret.strip()}
    secrets.keep(name, json.dumps(kept).encode(), at=at)
    number = next_number(Connector)
    made = Connector(
        ref=Ref.new("connector"),
        number=number,
        vendor=new.vendor,
        department=new.department,
        secret=name,
        made_by=actor,
        made_at=at,
    )
    facts: dict[str, Value] = {
        "number": number,
        "vendor": new.vendor,
        "department": new.department,
    }
    codes.put(made, _record(made, Tag.CONNECTED, actor, at, facts))
    made.save(force_insert=True)
    return made


@transaction.atomic
def end(*, connector: Ref, actor: Ref, at: datetime) -> Connector:
    """It tells nothing more, and its address is destroyed.

    Raises:
        NotPermitted, NoSuchConnector, NotAuthentic, Ended
    """
    accounts.require(actor, at, *CONNECTORS)
    found = Connector.objects.select_for_update().filter(ref=connector).first()
    if found is None:
        raise NoSuchConnector(connector=connector)
    verification.require([found])
    if found.ended_at is not None:
        raise Ended
    found.ended_at, found.ended_by = at, actor
    facts: dict[str, Value] = {"number": found.number}
    codes.put(found, _record(found, Tag.DISCONNECTED, actor, at, facts))
    found.save()
    name = Ref(found.secret)
    transaction.on_commit(lambda: secrets.forget(name))
    return found


def _record(row: Connector, tag: Tag, actor: Ref, at: datetime, facts: dict[str, Value]) -> int:
    return writer.record(Event(tag, actor, Ref(row.ref), at, facts, _DUTIES)).position


def tell(departments: Collection[str], what: What, number: int, page: str, *, at: datetime) -> None:
    """Leave a notice for each robot of one of ``departments``, in the caller's transaction."""
    for one in queries.running():
        if one.department in departments:
            ConnectorNotice.objects.create(
                connector=one.ref,
                what=what,
                number=number,
                page=page,
                at=at,
                state=NoticeState.WAITING,
            )


def send_due(*, at: datetime, call: Call = http_client.call) -> int:
    """Tell what waits; how many calls were made.  Outside every transaction."""
    return sum(_send(one, at, call) for one in queries.running())


def _send(connector: Connector, at: datetime, call: Call) -> int:
    calls = ConnectorCall.objects.filter(connector=connector.ref)
    calls.filter(at__lte=at - 10 * robots.WINDOW).delete()
    made = calls.filter(at__gt=at - robots.WINDOW, at__lte=at).count()
    room = robots.MOST[Vendor(connector.vendor)] - made
    alone, together = robots.shared_out(list(queries.waiting(Ref(connector.ref))), room)
    count = 0
    for one in alone:
        count += 1
        if not _told(connector, [one], _words(What(one.what), one.number, one.page), at, call):
            return count
    if together:
        count += 1
        _told(connector, together, _words(What.DIGEST, len(together), "/inbox"), at, call)
    return count


def _words(what: What, number: int, page: str) -> str:
    site = server_address.public_site()
    return _SAID[what].format(number=number, link=f"{site}{page}" if site else "").rstrip()


def _told(
    connector: Connector,
    notices: Sequence[ConnectorNotice],
    text: str,
    at: datetime,
    call: Call,
) -> bool:
    """A try is counted before it is made: who dies in between has made it, and it comes again."""
    mine = ConnectorNotice.objects.filter(
        pk__in=[one.pk for one in notices], state=NoticeState.WAITING
    )
    ConnectorCall.objects.create(connector=connector.ref, at=at)
    mine.update(tries=F("tries") + 1)
    if not _is_taken(connector, text, at, call):
        mine.filter(tries__gte=robots.MOST_TRIES).update(state=NoticeState.FAILED)
        return False
    mine.update(state=NoticeState.SENT if len(notices) == 1 else NoticeState.DIGESTED, sent_at=at)
    return True


def _is_taken(connector: Connector, text: str, at: datetime, call: Call) -> bool:
    try:
        kept = json.loads(secrets.read(Ref(connector.secret)).reveal())
        vendor = Vendor(connector.vendor)
        asked = robots.asked(vendor, kept["url"], kept["secret"], text, at)
        headers = {"content-type": "application/json"}
        answer = call(Request(asked.url, "POST", asked.body, headers))
    except DemoCallsNobody:
        return True
    except DomainError:
        return False
    return robots.is_taken(answer.status, answer.body)
