"""A real home with people of operations and security, and two places that nobody deletes from.

The places are folders of this machine; that they lie elsewhere and cannot be deleted from is played
at the one point where the program looks.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyrage

from shoumi.base.accounts.tests.cast import House
from shoumi.base.approvals import services as approvals
from shoumi.base.attestations import controls
from shoumi.base.clock import home as homes
from shoumi.base.copies import addresses, places
from shoumi.base.copies.places import Deletion, Kind
from shoumi.base.vault import services as vault
from shoumi.chapters.backup import queries
from shoumi.chapters.backup.models import Target
from shoumi.chapters.backup.rules import Medium
from shoumi.chapters.backup.services import runs, setup
from shoumi.chapters.backup.services.setup import Stated
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

FOUNDED = datetime(2026, 8, 24, 1, tzinfo=UTC)
AT = datetime(2026, 9, 2, 2, tzinfo=UTC)
NEAR = Stated(Medium.NAS, False, True, True, "虚构市一号机房", "机柜合同 2026-01")
AWAY = Stated(Medium.SERVER, True, True, True, "样例市二号机房", "托管合同 2026-02")


class BackupHouse:
    def __init__(self, home, folder, monkeypatch):
        vault.setup(at=FOUNDED, indexed=[])
        homes.create(homes.Kind.REAL)
        self.house = House()
        self.home, self.folder, self.at = home, folder, AT
        self.ops = self.house.staff(Role.OPS, name="沈测试")
        self.sec = self.house.staff(Role.SEC, name="李测试")
        self.legal = self.house.staff(Role.LEG, name="周模拟")
        self.identity = pyrage.x25519.Identity.generate()
        self.deletion, self.is_beside = Deletion.REFUSED, False
        monkeypatch.setattr(places.Folder, "try_to_delete", lambda place: self.deletion)
        monkeypatch.setattr(addresses, "is_beside", lambda *args: self.is_beside)

    def go(self, **by):
        self.at += timedelta(**by)
        controls.forget()
        return self.at

    def name_key(self, **other):
        given = {
            "name": "保险柜",
            "public_key": str(self.identity.to_public()),
            "actor": self.sec,
            "at": self.at,
        }
        given |= other
        self.agree(given["name"], given["public_key"], given["actor"])
        return setup.name_recipient(**given)

    def agree(self, name, key, actor):
        """The head says yes to what ``actor`` asks for, where it may be asked for."""
        if actor == self.sec and key.startswith("age1"):
            made = approvals.ask(change=setup.naming(name, key), actor=actor, at=self.at)
            approvals.approve(approval=Ref(made.ref), actor=self.house.head, at=self.at)

    def add(self, name="one", stated=NEAR, **other) -> Ref:
        root = self.folder / name
        root.mkdir()
        given = {
            "name": f"存放处{name}",
            "kind": Kind.FOLDER,
            "address": str(root),
            "credentials": "",
            "stated": stated,
            "actor": self.ops,
            "at": self.at,
        }
        return Ref(setup.add_target(**{**given, **other}).ref)

    def copy(self, *targets):
        return [runs.copy(target=one, actor=self.ops, at=self.at) for one in targets]

    def verify(self, *targets):
        return [runs.verify(target=one, actor=self.ops, at=self.at) for one in targets]

    def set_up(self):
        """Everything that 13.1 and 13.3 ask for; the two targets."""
        self.name_key()
        found = self.add("one"), self.add("two", AWAY)
        self.copy(*found)
        self.verify(*found)
        controls.forget()
        return found

    def root(self, target):
        return self.folder / Target.objects.get(ref=target).address.rpartition("/")[2] / target

    def policy(self):
        return queries.check_policy(self.at)

    def places(self):
        return queries.check_places(self.at)
