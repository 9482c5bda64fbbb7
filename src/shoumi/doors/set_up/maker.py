"""The process that makes a home as the set-up page was filled in: ``python -m`` of this module.

What to make comes on standard input as JSON, what was made goes out the same way: links by which
people come in, shown once.  Everything is done by the services that commands and pages call.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors import homes


def made(order: Mapping[str, Any]) -> dict[str, Any]:
    """
    Raises:
        what ``homes.create`` and the services refuse
    """
    homes.load()
    at = datetime.now(UTC)
    homes.create(
        demo=False, at=at, passphrase_file=Path(order["passphrase_file"]), suite=order["suite"]
    )
    from shoumi.base.accounts import services as accounts
    from shoumi.base.signin import enrolment

    head, officer = order["head"], order["officer"]
    first, second = accounts.found(head=head["name"], dpo=officer["name"], at=at)
    here, there = Ref(first.ref), Ref(second.ref)
    other = officer
    if order["visitor"] == "officer":
        here, there, other = there, here, head
    _settings(order, Ref(first.ref), at)
    _addresses(((Ref(first.ref), head), (Ref(second.ref), officer)), here, at)
    refused: list[dict[str, Any]] = []
    invited = [(there, other), *_enrolled(order["people"], here, at, refused)]
    token = enrolment.setup_token(at=at, real_at=at)
    own = enrolment.set_up(token=token, person=here, at=at, real_at=at)
    links = [_invited(person, ref, here, order, at) for ref, person in invited]
    return {"own": own, "links": links, "refused": refused}


def _settings(order: Mapping[str, Any], head: Ref, at: datetime) -> None:
    """By the head, who answers for the company and may set them all."""
    from shoumi.base.correspondence import accounts as channels
    from shoumi.base.correspondence.account_rules import New
    from shoumi.base.correspondence.channels.vendors import Vendor
    from shoumi.base.documents import stamp_settings
    from shoumi.base.home_settings import services
    from shoumi.base.outbox import relay_settings
    from shoumi.base.outbox.smtp import Relay
    from shoumi.base.transport import site_settings

    services.tell_company(given=order["company"], actor=head, at=at)
    if order["logo"]:
        services.show_logo(picture=base64.b64decode(order["logo"]), actor=head, at=at)
    if order["relay"]:
        relay_settings.keep(Relay(**order["relay"]), actor=head, at=at)
    if order["sms"]:
        told = order["sms"]["account"]
        account = New(**{**told, "vendor": Vendor(told["vendor"])})
        tried = order["sms"]["is_tried"]
        channels.keep_first(account=account, is_tried=tried, actor=head, at=at)
    if order["stamps"]:
        stamp_settings.keep(stamp_settings.judged(order["stamps"]), actor=head, at=at)
    if order["site"]:
        site_settings.keep(site_settings.judged(**order["site"]), actor=head, at=at)


def _addresses(people: tuple[tuple[Ref, Mapping[str, Any]], ...], actor: Ref, at: datetime) -> None:
    from shoumi.base.inbox import mailboxes

    for ref, person in people:
        if person["mail"]:
            mailboxes.give(person=ref, address=person["mail"], actor=actor, at=at, real_at=at)


def _enrolled(
    people: list[dict[str, Any]], actor: Ref, at: datetime, refused: list[dict[str, Any]]
) -> Iterator[tuple[Ref, Mapping[str, Any]]]:
    """Each of them, with the roles asked for; what is refused of those is told."""
    from shoumi.base.accounts import services as accounts
    from shoumi.base.accounts.rules import Kind
    from shoumi.base.inbox import mailboxes
    from shoumi.base.messages import refusals

    for one in people:
        person = mailboxes.enrol(
            name=one["name"], kind=Kind.STAFF, address=one["mail"], actor=actor, at=at, real_at=at
        )
        ref = Ref(person.ref)
        for role in one["roles"]:
            try:
                accounts.request_grant(person=ref, role=Role(role), actor=actor, at=at)
            except DomainError as error:
                refused.append({"name": one["name"], "role": role, **refusals.kept(error)})
        yield ref, one


def _invited(
    person: Mapping[str, Any], ref: Ref, actor: Ref, order: Mapping[str, Any], at: datetime
) -> dict[str, Any]:
    """A link by mail, where there is a relay that takes it; else to be shown once."""
    from shoumi.base.inbox import invitation_mails

    made = invitation_mails.invite(
        person=ref,
        by_mail=True,
        address=lambda link: f"{order['address']}/enter/{link}",
        actor=actor,
        at=at,
        real_at=at,
    )
    return {"name": person["name"], **asdict(made)}


def main() -> int:
    from shoumi.base.messages import refusals

    order = json.load(sys.stdin)
    try:
        told = made(order)
    except DomainError as error:
        told = {"stopped": refusals.kept(error)}
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
