"""Which rotations there are, and of which others the large ones are made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db.models import Max

from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.rotation.errors import NothingToRotate
from shoumi.base.rotation.events import What
from shoumi.base.rotation.models import Rotation
from shoumi.base.rotation.turns.data import DataTurn
from shoumi.base.rotation.turns.index import IndexTurn
from shoumi.base.rotation.turns.signer import SignerTurn
from shoumi.base.subjects.models import Record
from shoumi.base.vault import keyring, root, signing_keys
from shoumi.base.vault.models import (
    CompartmentKey,
    IndexKey,
    Kek,
    KeptSecret,
    NextKey,
    Setup,
    SigningKey,
    SubjectKey,
)
from shoumi.base.vault.rotation import Turn
from shoumi.base.vault.rotation.deal import DealTurn
from shoumi.base.vault.rotation.kek import KekTurn
from shoumi.base.vault.rotation.root import RootTurn
from shoumi.core.refs import Ref
from shoumi.core.vault import box

Part = tuple[What, str]

COMPOSED = frozenset({What.SUITE, What.EPOCH, What.EXIT})
_WRAPPED = (Kek, CompartmentKey, SubjectKey, NextKey, IndexKey, SigningKey, KeptSecret)


def turn(rotation: Rotation) -> Turn:
    """What is to be done for a rotation that is not composed."""
    target, epoch = rotation.target, rotation.epoch
    match What(rotation.what):
        case What.ROOT:
            return RootTurn(epoch, Path(rotation.path) if rotation.path else None)
        case What.KEK:
            return KekTurn(target, epoch)
        case What.DEAL:
            return DealTurn(Ref(target), epoch)
        case What.DATA:
            return DataTurn(Ref(target), epoch)
        case What.INDEX:
            return IndexTurn(target, epoch)
        case What.SIGNING:
            return SignerTurn(target, epoch)
    raise TypeError(rotation.what)


def next_epoch(what: What, target: str) -> int:
    """
    Raises:
        NothingToRotate: there is no key of that kind and name.
    """
    match what:
        case What.ROOT:
            now = Setup.objects.aggregate(now=Max("root_epoch"))["now"]
        case What.KEK:
            now = Kek.objects.filter(name=target).aggregate(now=Max("epoch"))["now"]
        case What.DEAL:
            now = CompartmentKey.objects.filter(deal=target).aggregate(now=Max("epoch"))["now"]
        case What.DATA:
            rows = CompartmentKey.objects.filter(deal=target)
            now = rows.aggregate(now=Max("data_epoch"))["now"]
        case What.INDEX:
            now = IndexKey.objects.filter(field=target).aggregate(now=Max("epoch"))["now"]
        case What.SIGNING:
            now = signing_keys.next_epoch(target) - 1 if signing_keys.exists(target) else None
        case _:
            now = 0
    if now is None:
        raise NothingToRotate(what=what)
    return int(now) + 1


def targets(what: What) -> list[str]:
    """Everything of that kind there is to rotate."""
    match what:
        case What.KEK:
            return list(keyring.KEKS)
        case What.DEAL | What.DATA:
            return deals()
        case What.INDEX:
            return sorted(set(IndexKey.objects.values_list("field", flat=True)))
        case What.SIGNING:
            return signing_keys.names()
    return [""]


def deals() -> list[str]:
    return sorted(set(CompartmentKey.objects.values_list("deal", flat=True)))


def erased_in() -> list[str]:
    """Deals in which somebody was erased since their key was made."""
    return sorted(set(CompartmentKey.objects.filter(erased__gt=0).values_list("deal", flat=True)))


def parts(rotation: Rotation) -> Iterator[Part]:
    """From the keys of people upwards: what was moved is never wrapped by what goes next."""
    if rotation.what == What.EPOCH:
        yield from ((What.DEAL, deal) for deal in erased_in())
        yield What.KEK, keyring.SUBJECTS
    elif rotation.what == What.EXIT:
        for what in (What.KEK, What.SIGNING):
            yield from ((what, target) for target in targets(what))
    else:
        for what in (What.KEK, What.DEAL, What.DATA, What.INDEX):
            yield from ((what, target) for target in targets(what))
    if replaces_root():
        yield What.ROOT, ""


def replaces_root() -> bool:
    """A key file is replaced by itself; a new passphrase has to come from somebody."""
    return Setup.objects.filter(provider=root.ProviderKind.KEY_FILE).exists()


def in_other_suite(number: int) -> int:
    """How much there is, in every table and folder, that is not of that suite."""
    left: int = sum(table._default_manager.exclude(suite=number).count() for table in _WRAPPED)
    left += sum(
        bytes(blob[:2])[1] != number
        for blob in Record.objects.values_list("blob", flat=True).iterator()
    )
    refs = Document.objects.values_list("ref", flat=True)
    heads = store.headers([Ref(ref) for ref in refs])
    return left + sum(box.header(head, box.LAYOUTS)[0] != number for head in heads.values())
