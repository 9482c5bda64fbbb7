"""A house with people, and places at which copies of it lie."""

from __future__ import annotations

import pyrage

from shoumi.base.approvals import services as approvals
from shoumi.base.clock import home as kinds
from shoumi.base.copies.places import Kind
from shoumi.chapters.backup.documents import drill as papers
from shoumi.chapters.backup.rules import Medium
from shoumi.chapters.backup.services import drills, runs, setup
from shoumi.chapters.backup.services.setup import Stated
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast
from shoumi.doors.tests.house import person

SAID = Stated(Medium.NAS, True, True, True, "虚构市示范机房", "检查单 12")


class Copying:
    """Whoever keeps the copies of a real house, and the key they are sealed for; no place yet."""

    def __init__(self, house):
        kinds.create(kinds.Kind.REAL)
        self.house, self.identity = house, pyrage.x25519.Identity.generate()
        key, officer = str(self.identity.to_public()), house[cast.SECURITY]
        asked = approvals.ask(change=setup.naming("保险柜", key), actor=officer, at=house.at)
        approvals.approve(approval=Ref(asked.ref), actor=house.dpo, at=house.at)
        setup.name_recipient(name="保险柜", public_key=key, actor=officer, at=house.at)

    def add(self, folder, name="机房硬盘", stated=SAID):
        """One more place, with a copy at it."""
        folder.mkdir()
        made = setup.add_target(
            name=name,
            kind=Kind.FOLDER,
            address=str(folder),
            credentials="",
            stated=stated,
            actor=self.house[cast.OPERATIONS],
            at=self.house.at,
        )
        self.copy(Ref(made.ref))
        return Ref(made.ref)

    def copy(self, target):
        house = self.house
        return runs.copy(target=target, actor=house[cast.OPERATIONS], at=house.at)

    def verify(self, target):
        house = self.house
        return runs.verify(target=target, actor=house[cast.OPERATIONS], at=house.at)

    def drill(self, target, **more):
        wanted = {
            "target": target,
            "identity": str(self.identity),
            "actor": self.house[cast.OPERATIONS],
            "at": self.house.at,
            "now": lambda: self.house.at,
            "certificate": papers.certificate,
        }
        return drills.drill(**(wanted | more))


class Copied(Copying):
    """A house with thirty people and a place at which a copy of it lies."""

    def __init__(self, house, folder):
        super().__init__(house)
        self.people = house.keep(*(person(number) for number in range(30)))
        self.folder = folder / "place"
        self.target = self.add(self.folder)

    def copy(self, target=None):
        return super().copy(target or self.target)

    def drill(self, target=None, **more):
        return super().drill(target or self.target, **more)
