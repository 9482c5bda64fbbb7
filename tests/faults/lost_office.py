"""A real home with people of its own, copied, and lost after that: each a process in it.

``python -m tests.faults.lost_office people|copy|narrow|state …`` prints one JSON line.  Nobody in
it is made up by a demo: who acts at a command proves it, who signs in has a password and codes.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors import homes

HEAD, OFFICER, SECURITY, OPERATIONS = "郑样板", "林示范", "李测试", "沈测试"
LATER = {SECURITY: Role.SEC, OPERATIONS: Role.OPS}
PASSWORDS = {
    HEAD: "nine wooden boats cross a silver canal",
    OFFICER: "seven copper bells ring over the harbour",
    SECURITY: "five patient foxes map the northern road",
    OPERATIONS: "three quiet looms weave a winter blanket",
}


def people() -> dict[str, dict[str, Any]]:
    """The founding two are in the home; the others come, and each has a way to sign in: by name,
    what the page showed once of it."""
    homes.start()
    from shoumi.base.accounts import services as accounts
    from shoumi.base.accounts.rules import Kind

    head, officer = _named(HEAD), _named(OFFICER)
    for name, role in LATER.items():
        made = accounts.enrol(name=name, kind=Kind.STAFF, actor=head, at=_now())
        wish = accounts.request_grant(person=Ref(made.ref), role=role, actor=head, at=_now())
        accounts.grant(ask=Ref(wish.ref), actor=officer, at=_now())
    return {name: _lets_in(name, head) for name in PASSWORDS}


def _lets_in(name: str, inviter: Ref) -> dict[str, Any]:
    from shoumi.base.signin import enrolment, factors

    person = _named(name)
    if person == inviter:
        token = enrolment.setup_token(**_times())
        link = enrolment.set_up(token=token, person=person, **_times())
    else:
        link = enrolment.invite(person=person, actor=inviter, **_times())
    session = enrolment.enter(link=link, **_times())
    factors.choose_password(token=session, login=name, password=PASSWORDS[name], **_times())
    seed = _codes(session)
    written_down = factors.make_recovery_codes(token=session, **_times())
    enrolment.finish(token=session, **_times())
    return {"login": name, "password": PASSWORDS[name], "seed": seed, "recovery": written_down}


def _codes(session: str) -> str:
    """A generator that is in use; the secret that it showed.

    The code of the step before puts it in use: a code is good once, and on a quick machine whoever
    signs in at the home that is put back does so within the same step.
    """
    from tests.faults.signed_in_person import code_of, in_first_half

    from shoumi.base.signin import factors

    shown = factors.begin_codes(token=session, **_times())
    (seed,) = parse_qs(urlsplit(shown.uri).query)["secret"]
    in_first_half()
    factors.confirm_codes(token=session, code=code_of(seed, -1), **_times())
    return seed


def copy(key: str, folder: str) -> dict[str, Any]:
    """A key is named by two, a place added, and one copy made there."""
    homes.start()
    from shoumi.base.approvals import services as approvals
    from shoumi.base.copies.places import Kind
    from shoumi.base.vault import logkey
    from shoumi.chapters.backup.models import Target
    from shoumi.chapters.backup.rules import Medium
    from shoumi.chapters.backup.services import runs, setup

    security, keeper = _named(SECURITY), _named(OPERATIONS)
    asked = approvals.ask(change=setup.naming("safe", key), actor=security, at=_now())
    approvals.approve(approval=Ref(asked.ref), actor=_named(OFFICER), at=_now())
    setup.name_recipient(name="safe", public_key=key, actor=security, at=_now())
    setup.add_target(
        name="near",
        kind=Kind.FOLDER,
        address=folder,
        credentials="",
        stated=setup.Stated(Medium.NAS, True, True, True, "虚构市示范机房", "检查单 12"),
        actor=keeper,
        at=_now(),
    )
    target = Ref(Target.objects.get().ref)
    runs.copy(target=target, actor=keeper, at=_now())
    return {"target": str(target), "log_key": logkey.vkey()}


def narrow() -> dict[str, Any]:
    """After the copy one leaves, and the head has a new telephone for the codes."""
    homes.start()
    from shoumi.base.accounts import services as accounts
    from shoumi.base.signin import sessions
    from shoumi.base.signin.events import By, Tag
    from shoumi.base.signin.rules import Scope

    accounts.retire(person=_named(OPERATIONS), actor=_named(OFFICER), at=_now())
    session = sessions.begin(
        _named(HEAD), Scope.FULL, By.PASSWORD, Tag.ACCEPTED, replaces="", **_times()
    )
    return {"seed": _codes(session)}


def state() -> dict[str, Any]:
    """Whether it works, sound, and whoever left has left."""
    homes.start()
    from shoumi.base import clock
    from shoumi.base.accounts import queries as accounts
    from shoumi.base.ledger import audit
    from shoumi.base.row_authentication import review

    return {
        "is_real": not clock.is_demo(),
        "is_sound": audit.verify_all().sound and all(one.is_sound for one in review.review()),
        "works_here": accounts.person(_named(OPERATIONS)).is_active,
    }


def _named(name: str) -> Ref:
    from shoumi.base.accounts.models import Person

    return Ref(Person.objects.get(name=name).ref)


def _now() -> datetime:
    from shoumi.base import clock

    return clock.now()


def _times() -> dict[str, Any]:
    return {"at": _now(), "real_at": datetime.now(UTC)}


DONE = {"people": people, "copy": copy, "narrow": narrow, "state": state}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(DONE[sys.argv[1]](*sys.argv[2:]), ensure_ascii=False) + "\n")
