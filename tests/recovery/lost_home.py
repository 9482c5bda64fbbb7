"""What is done in the home that will be lost, and in the one that was put back, each a process of
its own: ``python -m tests.recovery.lost_home copy|narrow|digests|noes …`` prints one JSON line."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from shoumi.doors import homes

MANY = 200
KINDS = ("withdrawn", "frozen", "marketing", "destroyed")
# What a process remembers for itself, and the sessions of a home that nobody has yet opened.
_BATCH = 5_000


def copy(key: str, folder: str) -> dict[str, Any]:
    """One copy of everything in an empty folder."""
    homes.start()
    from shoumi.base import clock
    from shoumi.base.copies import copy_run
    from shoumi.base.copies.places import Folder
    from shoumi.base.vault import logkey
    from shoumi.core.backup.manifest import Store
    from shoumi.core.refs import Ref

    place = Folder(Path(folder))
    place.prepare()
    made = copy_run.make(place=place, ref=Ref("target-one"), recipients=[key], at=clock.now())
    data, keyring = made.stores[Store.DATA], made.stores[Store.KEYRING]
    return {
        "log_key": logkey.vkey(),
        "size": made.head.size,
        "number": data.manifest.number,
        "sent": data.sent + keyring.sent,
        "bytes": data.manifest.bytes + keyring.manifest.bytes,
    }


def narrow() -> dict[str, list[str]]:
    """Some withdraw, some are frozen, some get no marketing, some are destroyed."""
    homes.start()
    from django.db import transaction

    from shoumi.base import clock
    from shoumi.base.deals.models import Deal
    from shoumi.base.subjects import services as subjects
    from shoumi.base.subjects.models import State, Subject
    from shoumi.chapters.consent.models import Consent
    from shoumi.chapters.consent.services import answers
    from shoumi.chapters.destruction import rules
    from shoumi.chapters.destruction import services as destruction
    from shoumi.core.refs import Ref
    from shoumi.core.terms import ConsentState, Role

    deal, at = Ref(Deal.objects.all()[0].ref), clock.now()
    said_yes = Consent.objects.filter(state=ConsentState.GIVEN).order_by("id")
    yes = list(said_yes.values_list("campaign__ref", "subject")[:MANY])
    for campaign, subject in yes:
        answers.withdraw(campaign=Ref(campaign), subject=Ref(subject), actor=_with(Role.CS), at=at)
    withdrawn = [subject for _, subject in yes]
    held = Subject.objects.filter(state=State.ACTIVE).exclude(ref__in=withdrawn).order_by("ref")
    rest = [Ref(ref) for ref in held.values_list("ref", flat=True)[: 3 * MANY]]
    frozen, quiet, gone = rest[:MANY], rest[MANY : 2 * MANY], rest[2 * MANY :]
    officer = _with(Role.DPO)
    with transaction.atomic():
        subjects.change_state(
            deal=deal, subjects=frozen, to=State.FROZEN, duty="6.1", actor=officer, at=at
        )
        subjects.stop_marketing(deal=deal, subjects=quiet, actor=officer, at=at)
    order = destruction.propose(
        deal=deal, subjects=gone, basis=rules.Basis.EXPIRED, actor=officer, at=at
    )
    for role in (Role.OPS, Role.SEC):
        destruction.confirm(order=Ref(order.ref), actor=_with(role), at=at)
    destruction.carry_out(order=Ref(order.ref), actor=_with(Role.OPS), at=at)
    return dict(zip(KINDS, (withdrawn, frozen, quiet, gone), strict=True))


def digests() -> dict[str, list[Any]]:
    """Of each table of both databases the number of its rows and a hash over all of them."""
    homes.load()
    from django.apps import apps
    from django.db import connections, router

    found: dict[str, list[Any]] = {}
    for model in apps.get_models(include_auto_created=True):
        for alias in ("default", "keyring"):
            table = model._meta.db_table
            if not router.allow_migrate_model(alias, model):
                continue
            if table not in connections[alias].introspection.table_names():
                continue
            found[f"{alias}.{table}"] = _digest(alias, model)
    return found


def _digest(alias: str, model: Any) -> list[Any]:
    rows = model._base_manager.using(alias).order_by("pk").values_list()
    whole, count = sha256(), 0
    for row in rows.iterator(chunk_size=_BATCH):
        plain = [bytes(one) if isinstance(one, memoryview) else one for one in row]
        whole.update(repr(plain).encode())
        count += 1
    return [count, whole.hexdigest()]


def noes(told: str) -> dict[str, int]:
    """Of the people named in the file ``told``, how many are what they were made, by kind; whether
    the home is sound; and of how many others something sealed is there with its key."""
    homes.start()
    from shoumi.base.ledger import audit
    from shoumi.base.row_authentication import review
    from shoumi.base.subjects.models import Record, State, Subject
    from shoumi.base.vault import keys
    from shoumi.chapters.consent.models import Consent
    from shoumi.core.refs import Ref
    from shoumi.core.terms import ConsentState

    people = json.loads(Path(told).read_text("ascii"))
    withdrawn, frozen, quiet, gone = (people[kind] for kind in KINDS)
    yes = Consent.objects.filter(state=ConsentState.GIVEN)
    held = Subject.objects.exclude(state=State.DESTROYED).values_list("ref", flat=True)
    return {
        "withdrawn": MANY - yes.filter(subject__in=withdrawn).count(),
        "frozen": Subject.objects.filter(ref__in=frozen, state=State.FROZEN).count(),
        "marketing": Subject.objects.filter(ref__in=quiet, is_marketing_off=True).count(),
        "destroyed": MANY - len(keys.existing([Ref(one) for one in gone])),
        "revived": Record.objects.filter(subject__in=gone).count(),
        "held": len(held),
        "with_keys": len(keys.existing([Ref(one) for one in held])),
        "sound": int(audit.verify_all().sound and all(one.is_sound for one in review.review())),
    }


def _with(role: Any) -> Any:
    from shoumi.base.accounts.models import Grant
    from shoumi.core.refs import Ref

    return Ref(Grant.objects.filter(role=role).order_by("position")[0].person_id)


def _names() -> dict[str, str]:
    """Who asks to open the home, and who approves, as a command names them."""
    homes.start(while_sealed=True)
    from shoumi.core.terms import Role

    return {"first": _with(Role.SEC), "second": _with(Role.DPO)}


DONE = {"copy": copy, "narrow": narrow, "digests": digests, "noes": noes, "names": _names}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(DONE[sys.argv[1]](*sys.argv[2:])) + "\n")
