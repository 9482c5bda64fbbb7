"""``python -m tests.copies_loss.copied_house KEY FOLDER…``: make a real home in ``SHOUMI_HOME``
that is copied to the folders, sealed for ``KEY``; print what a restore needs as one JSON line."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

from shoumi.doors import homes

PEOPLE = 5_000


def main(key: str, *folders: str) -> None:
    homes.load()
    at = datetime.now(UTC)
    homes.create(demo=False, at=at)
    from django.db import transaction

    from shoumi.base.accounts import services as accounts
    from shoumi.base.accounts.rules import Kind
    from shoumi.base.approvals import services as approvals
    from shoumi.base.copies.places import Kind as PlaceKind
    from shoumi.base.vault import logkey
    from shoumi.chapters.backup.rules import Medium
    from shoumi.chapters.backup.services import setup
    from shoumi.chapters.backup.services.setup import Stated
    from shoumi.core.refs import Ref
    from shoumi.core.terms import Role

    found = accounts.found(head="郑样板", dpo="林示范", at=at)
    head, officer = (Ref(one.ref) for one in found)
    keeper = Ref(accounts.enrol(name="李测试", kind=Kind.STAFF, actor=officer, at=at).ref)
    # So that a run takes a while, and has something to leave half done.
    with transaction.atomic():
        for _ in range(PEOPLE):
            accounts.enrol(name="陈示例", kind=Kind.STAFF, actor=officer, at=at)
    asked = accounts.request_grant(person=keeper, role=Role.SEC, actor=officer, at=at)
    accounts.grant(ask=Ref(asked.ref), actor=head, at=at)
    naming = approvals.ask(change=setup.naming("保险柜", key), actor=keeper, at=at)
    approvals.approve(approval=Ref(naming.ref), actor=head, at=at)
    setup.name_recipient(name="保险柜", public_key=key, actor=keeper, at=at)
    targets = [
        setup.add_target(
            name=f"存放处{number}",
            kind=PlaceKind.FOLDER,
            address=folder,
            credentials="",
            stated=Stated(Medium.NAS, number > 0, True, True, "虚构市一号机房", "机柜合同 2026-01"),
            actor=keeper,
            at=at,
        )
        for number, folder in enumerate(folders)
    ]
    told = {"log_key": logkey.vkey(), "officer": officer, "targets": [one.ref for one in targets]}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
