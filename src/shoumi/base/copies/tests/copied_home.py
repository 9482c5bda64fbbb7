"""A small home that is copied: keys, a ledger, sealed files, configuration."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
from django.db import transaction

from shoumi.base.copies import copy_run, reassembly
from shoumi.base.copies.places import Folder
from shoumi.base.ledger import reader, writer
from shoumi.base.ledger.tests.events import Tag
from shoumi.base.vault import services as vault
from shoumi.core.backup.manifest import Store
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref

AT = datetime(2026, 9, 2, 2, tzinfo=UTC)
PLACE = Ref("target-one")


@dataclass
class CopiedHome:
    home: Path
    place: Folder
    at: datetime = AT
    identity: pyrage.x25519.Identity = field(default_factory=pyrage.x25519.Identity.generate)

    @property
    def key(self) -> str:
        return str(self.identity.to_public())

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def happen(self, count=1):
        """So many acts more in the ledger."""
        with transaction.atomic():
            for _ in range(count):
                writer.record(Event(next(iter(Tag)), SYSTEM, Ref.new("thing"), self.at))

    def write(self, name, content):
        path = self.home / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def copy(self, **other):
        self.go(minutes=3)
        given = {"place": self.place, "ref": PLACE, "recipients": [self.key], "at": self.at}
        return copy_run.make(**{**given, **other})

    def unpack(self, into, **other):
        given = {
            "place": self.place,
            "identity": str(self.identity),
            "trusted": copy_run.trusted(),
            "into": into,
        }
        return reassembly.unpack(**{**given, **other})

    def manifests(self, store=Store.DATA):
        return reassembly.chained(self.place.root, store, copy_run.trusted())


def built(home: Path, root: Path) -> CopiedHome:
    """With keys, twenty entries and three files; nothing is copied yet."""
    vault.setup(at=AT, indexed=["mobile"])
    made = CopiedHome(home, Folder(root))
    made.place.prepare()
    made.write("home.toml", b'kind = "real"\n')
    for number in range(3):
        made.write(f"blobs/doc-{number}", bytes([number]) * 100_000)
    made.happen(20)
    return made


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def laid(files: dict[str, bytes], root: Path) -> Folder:
    """The same files as a place."""
    shutil.rmtree(root, ignore_errors=True)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Folder(root)


def head():
    return reader.size(), reader.root()
