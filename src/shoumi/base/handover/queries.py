"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from shoumi.base import registry
from shoumi.base.attestations import controls
from shoumi.base.handover import ledger_agreement
from shoumi.base.handover.models import Package, State
from shoumi.base.registry import AlgorithmUse, Holding, UsedFor
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState


def of_deal(deal: Ref) -> QuerySet[Package]:
    return Package.objects.filter(deal=deal).order_by("id")


def reconciled(deal: Ref, at: datetime) -> Holding:
    """Condition ``handover.reconciled``: received, with the very hash that was sent.

    Of every package that was not taken back; none is left that could still be released.
    """
    every = list(of_deal(deal))
    found = [one for one in every if one.state != State.VOIDED]
    if not found or any(one.state != State.RECEIVED for one in found):
        return Holding(ControlState.FAIL, reason="handover.not_received")
    # Last: a row that says too little shuts by itself.
    if not all(map(ledger_agreement.is_told, every)) or any(ledger_agreement.lost(deal)):
        return Holding(ControlState.FAIL, reason=NotAuthentic.code)
    return Holding(ControlState.PASS, position=found[-1].position)


def nobody_agreed(deal: Ref, at: datetime) -> Holding:
    """Condition ``answers.none_stand``: people were asked, and nobody's yes stands.

    Raises:
        NotAuthentic: an answer was changed from outside.
    """
    said = registry.agreed(deal)
    if said is None:
        return Holding(ControlState.FAIL, reason="handover.nobody_asked")
    if said.consented > said.withdrawn:
        return Holding(ControlState.FAIL, reason="handover.somebody_agreed")
    return Holding(ControlState.PASS)


def keys_in_date(deal: Ref, at: datetime) -> Holding:
    """Condition ``keys.rotated``: no key is past the time at which it must be replaced (3.4)."""
    return controls.holding("3.4", None, at)


def algorithms() -> Iterator[AlgorithmUse]:
    """What packages that still lie here are sealed with, by the suffix of their file."""
    names = Package.objects.exclude(state=State.VOIDED).values_list("file_name", flat=True)
    by_cms = sum(name.endswith(".p7m") for name in names)
    for algorithm, bits, count in (
        ("age v1 (X25519, ChaCha20-Poly1305)", 256, len(names) - by_cms),
        ("CMS (RSA-OAEP, AES-256-GCM)", 256, by_cms),
    ):
        if count:
            yield AlgorithmUse(UsedFor.PACKAGES, algorithm, bits, count)
