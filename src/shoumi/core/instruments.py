"""What the law asks for before a data set reaches a recipient.

The branches, first match wins:

1. anonymised data are no personal information: nothing, but the test of it is recorded (PIPL 4);
2. an entrusted processor gets a contract and an assessment first (PIPL 21, 55);
3. in a sale of shares, or of a shell, data that stay with the target company need a notice of the
   change (GB/T 35273 9.3, PIPL 17(2));
4. a legal successor gets them on notice (PIPL 22) once the merger, division, dissolution or
   bankruptcy has taken effect, with consent again for every purpose or method that differs;
5. everyone else needs separate consent (PIPL 23).

So before the deal takes effect nothing identifiable reaches the buyer's side but by branch 5.  An
asset deal is branch 5 unless a lawyer's signed opinion puts it under branch 4.

What lies over a branch (sensitive data, children, a recipient abroad) raises a *consent* only where
the branch itself asks for consent.  Under a notice it changes what the notice says and to whom it
goes: nobody drops out for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shoumi.core.terms import DealType, Instrument

_STAYS = frozenset({DealType.EQUITY, DealType.SHELL})
_SUCCEEDS = frozenset(
    {DealType.MERGER, DealType.DIVISION, DealType.DISSOLUTION, DealType.BANKRUPTCY}
)


class Recipient(StrEnum):
    """What the recipient is to the target company."""

    TARGET = "target"  # the target company itself, under new owners
    SUCCESSOR = "successor"  # takes the target's rights and duties over by law
    PROCESSOR = "processor"  # handles the data on the handler's behalf
    OTHER = "other"  # any other handler: the buyer, its group, a buyer of assets


@dataclass(frozen=True, slots=True)
class Transfer:
    """One data set on its way to one recipient.

    ``differs``        purposes and methods the recipient has and the handler had not
    ``is_effective``   the legal event that ends the deal has taken effect
    ``has_opinion_22`` a lawyer's signed opinion puts an asset deal under PIPL 22
    """

    deal_type: DealType
    recipient: Recipient
    is_effective: bool = False
    is_anonymised: bool = False
    has_sensitive: bool = False
    has_children: bool = False
    is_abroad: bool = False
    differs: frozenset[str] = frozenset()
    has_opinion_22: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is asked for.

    ``base``         the instrument of the branch
    ``consents``     separate consents besides it: ART29 for persons with sensitive data, ART31
                     from guardians, ART39 for a recipient abroad
    ``reconsent``    purposes and methods for which consent is asked again
    ``names_sensitive``   the text states necessity and impact of sensitive data (PIPL 30)
    ``to_guardian``       a child's text goes to the guardian (PIPL 31)
    ``names_overseas``    the text says how to use one's rights abroad (PIPL 39), and a mechanism of
                          PIPL 38 must stand
    ``needs_assessment``  an impact assessment comes first (PIPL 55)
    ``needs_anonymity_test``  the test that nobody can be found again is recorded
    """

    base: Instrument
    consents: frozenset[Instrument] = frozenset()
    reconsent: frozenset[str] = frozenset()
    names_sensitive: bool = False
    to_guardian: bool = False
    names_overseas: bool = False
    needs_assessment: bool = False
    needs_anonymity_test: bool = False

    @property
    def asks_consent(self) -> bool:
        """Whether silence keeps a person's data back."""
        return self.base is Instrument.ART23_SEPARATE_CONSENT

    @property
    def instruments(self) -> frozenset[Instrument]:
        """Base, consents and consent again, as one set."""
        again = {Instrument.ART22_RECONSENT} if self.reconsent else set()
        return self.consents | {self.base} | again

    def of_person(self, *, is_sensitive: bool, is_child: bool) -> frozenset[Instrument]:
        """The instruments that must be there for one person."""
        not_theirs = {
            overlay
            for overlay, applies in ((Instrument.ART29, is_sensitive), (Instrument.ART31, is_child))
            if not applies
        }
        return self.consents - not_theirs | {self.base}


def decide(transfer: Transfer) -> Answer:
    """The answer for one transfer."""
    base = _base(transfer)
    if base is Instrument.NONE:
        return Answer(base, needs_anonymity_test=True)
    is_text = base is not Instrument.ART21_DPA
    return Answer(
        base=base,
        consents=_consents(base, transfer),
        reconsent=transfer.differs if base is Instrument.ART22_NOTICE else frozenset(),
        names_sensitive=is_text and transfer.has_sensitive,
        to_guardian=is_text and transfer.has_children,
        names_overseas=is_text and transfer.is_abroad,
        needs_assessment=True,
    )


def _base(transfer: Transfer) -> Instrument:
    if transfer.is_anonymised:
        return Instrument.NONE
    if transfer.recipient is Recipient.PROCESSOR:
        return Instrument.ART21_DPA
    if transfer.deal_type in _STAYS and transfer.recipient is Recipient.TARGET:
        return Instrument.CHANGE_NOTICE
    if _succeeds(transfer) and transfer.is_effective:
        return Instrument.ART22_NOTICE
    return Instrument.ART23_SEPARATE_CONSENT


def _succeeds(transfer: Transfer) -> bool:
    by_opinion = transfer.deal_type is DealType.ASSET and transfer.has_opinion_22
    is_successor = transfer.recipient is Recipient.SUCCESSOR
    return is_successor and (transfer.deal_type in _SUCCEEDS or by_opinion)


def _consents(base: Instrument, transfer: Transfer) -> frozenset[Instrument]:
    if base is not Instrument.ART23_SEPARATE_CONSENT:
        return frozenset()
    overlays = (
        (Instrument.ART29, transfer.has_sensitive),
        (Instrument.ART31, transfer.has_children),
        (Instrument.ART39, transfer.is_abroad),
    )
    return frozenset(overlay for overlay, applies in overlays if applies)
