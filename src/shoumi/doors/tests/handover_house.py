"""A house whose people were told or asked, and whose handover stands open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from unittest import mock

import pyrage
import pytest

from shoumi.base.collection_notices.tests.handed_in import told_at_collection
from shoumi.base.deals import services as deals
from shoumi.base.deals.models import MilestoneState
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty, NewSet
from shoumi.base.handover import packages
from shoumi.base.handover import services as handover
from shoumi.base.handover.models import Package
from shoumi.base.ledger import reader
from shoumi.base.registry import Agreed
from shoumi.base.subjects.models import Kind
from shoumi.base.tests import authenticated
from shoumi.base.vault import logkey
from shoumi.chapters.compliance import rules as risks
from shoumi.chapters.consent import rules as consent
from shoumi.chapters.consent.models import Invitation
from shoumi.chapters.consent.services import answers, campaigns, dispatch
from shoumi.chapters.consent.tests.approved_texts import approved
from shoumi.core.gate import Act
from shoumi.core.instruments import Recipient
from shoumi.core.ledger import note
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Instrument, LegalBasis, Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import FIELDS, House, person, told, values

IDENTITY = pyrage.x25519.Identity.generate()
KEY = str(IDENTITY.to_public())
CONTENTS = {name: "写明" for wanted in consent.CONTENTS.values() for name in wanted} | {
    "categories": "姓名、手机号、地址"
}
CONTRACT, DUTY, CONSENT = LegalBasis.CONTRACT, LegalBasis.LEGAL_DUTY, LegalBasis.CONSENT


def prepared(
    house: House,
    recipient: Ref,
    purpose: consent.Purpose = consent.Purpose.PROVISION,
    instrument: Instrument = Instrument.ART23_SEPARATE_CONSENT,
) -> Ref:
    """A campaign whose notice is approved, ready to be opened."""
    text = approved(
        deal=house.deal,
        instrument=instrument,
        contents=CONTENTS,
        writer=house.legal,
        approver=house.dpo,
        at=house.at,
    )
    made = campaigns.prepare(
        deal=house.deal,
        notice=Ref(text.ref),
        purpose=purpose,
        recipient=recipient,
        actor=house.dpo,
        at=house.at,
    )
    return Ref(made.ref)


class Handing:
    """Eight people: two held by consent, two by a legal duty, one a child."""

    bases = (CONSENT, CONSENT, CONTRACT, CONTRACT, CONTRACT, DUTY, DUTY, CONTRACT)

    def __init__(self, house: House) -> None:
        self.house = house
        self.recipient = self.party(PartyRole.TE, house.buyer)
        house.dataset = self.data_set("customers", self.recipient)
        self.kept = [
            person(n, basis=basis, kind=Kind.CHILD if n == 7 else Kind.INDIVIDUAL)
            for n, basis in enumerate(self.bases)
        ]
        self.people = house.keep(*self.kept)
        house.assess(risks.Scope.TRANSFER)

    def party(self, role: PartyRole, who: Ref | None = None, name: str = "海棠虚构科技") -> Ref:
        added = deals.add_party(
            deal=self.house.deal,
            party=NewParty(role, name, person=who),
            actor=self.house[people.CONSULTANT],
            at=self.house.at,
        )
        return Ref(added.ref)

    def data_set(self, code: str, recipient: Ref) -> Ref:
        added = deals.add_dataset(
            deal=self.house.deal,
            dataset=NewSet(code, code, recipient, recipient, Recipient.OTHER),
            actor=self.house.dpo,
            at=self.house.at,
        )
        told_at_collection(added, actor=self.house.dpo, at=self.house.at)
        return Ref(added.ref)

    def ask(self, purpose: consent.Purpose, instrument: Instrument, *, lost: int = 1) -> None:
        """Open the window and reach everybody but the last ``lost``."""
        house = self.house
        self.campaign = prepared(house, self.recipient, purpose, instrument)
        self.codes = campaigns.open_window(campaign=self.campaign, actor=house.dpo, at=house.at)
        found = campaigns.get(self.campaign, *consent.CampaignState)
        last = self.people[len(self.people) - lost :]
        reached = {ref: ref not in last for ref in self.people}
        dispatch.record_delivery(found, reached, house.dpo, house.at)

    def answer(self, said: consent.Answer, subjects: Sequence[Ref]) -> None:
        answers.record(
            campaign=self.campaign,
            answers=[answers.Said(ref, said, by_guardian=True) for ref in subjects],
            channel=consent.Channel.PAPER,
            actor=self.house[people.SERVICE],
            at=self.house.at,
        )

    def withdraw(self, subject: Ref) -> None:
        answers.withdraw(
            campaign=self.campaign,
            subject=subject,
            actor=self.house[people.SERVICE],
            at=self.house.at,
        )

    def object_to(self, *subjects: Ref) -> None:
        answers.object_to(
            campaign=self.campaign,
            subjects=subjects,
            actor=self.house[people.SERVICE],
            at=self.house.at,
        )

    def close(self) -> None:
        """The window is over, the change registered, the milestone open, the work begun."""
        house = self.house
        ends = campaigns.get(self.campaign, *consent.CampaignState).window_ends_at
        assert ends is not None
        house.at = ends
        campaigns.close(campaign=self.campaign, actor=house.dpo, at=house.at)
        self.stand(Standing.OPEN)
        self.task = house.task(
            purpose=Purpose.HANDOVER,
            acts=(Act.EXPORT,),
            actors=[house.dpo, house[people.OPERATIONS], house[people.SECURITY]],
        )

    def stand(self, standing: Standing) -> None:
        is_over = standing in (Standing.DONE, Standing.WAIVED)
        authenticated.change(
            MilestoneState.objects.filter(deal=self.house.deal, code=DealStage.DATA_HANDOVER),
            state=standing,
            opened_at=self.house.at,
            done_at=self.house.at if is_over else None,
        )

    def seal(self, agreed: Agreed, **more: object) -> Package:
        wanted: dict[str, object] = {
            "deal": self.house.deal,
            "recipient": self.recipient,
            "key": KEY,
            "task": self.task,
            "subjects": self.people,
            "fields": FIELDS,
            "actor": self.house.dpo,
            "at": self.house.at,
        }
        with mock.patch.object(handover, "agreed", return_value=agreed):
            return handover.seal(**(wanted | more))  # type: ignore[arg-type]

    def release(self, package: Package, name: str = people.SUPERVISOR, **more: float):
        at = self.house.at + timedelta(**more)
        return handover.release(package=Ref(package.ref), actor=self.house[name], at=at)

    def receive(self, package: Package, name: str = people.BUYER, **more: object) -> Package:
        wanted: dict[str, object] = {"sha256": package.sha256, "record": b"%PDF- signed"} | more
        return handover.receive(
            package=Ref(package.ref),
            actor=self.house[name],
            at=self.house.at,
            **wanted,  # type: ignore[arg-type]
        )

    def opened(self, package: Package) -> packages.Opened:
        """As the buyer opens it, checked against the log's key."""
        verifier = note.Signer(logkey.origin(), logkey.signer()).verifier()
        sealed = (handover.folder() / package.file_name).read_bytes()
        return packages.open_age(sealed, str(IDENTITY), verifiers=[verifier])


def asked_for_consent(house: House) -> Handing:
    """Article 23: the first five said yes, the next one no, the rest nothing."""
    made = Handing(house)
    made.ask(consent.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
    made.answer(consent.Answer.GIVEN, made.people[:5])
    made.answer(consent.Answer.REFUSED, made.people[5:6])
    made.close()
    return made


def told_of_succession(house: House) -> Handing:
    """Article 22: seven of eight reached; one held by consent and one by a legal duty object."""
    made = Handing(house)
    made.ask(consent.Purpose.SUCCESSION, Instrument.ART22_NOTICE)
    made.object_to(made.people[0], made.people[5])
    made.close()
    return made


def files() -> list[str]:
    return sorted(path.name for path in handover.folder().iterdir())


def position_of(tag: str) -> int:
    return [entry.position for entry in reader.entries(tag=tag)][-1]


FIVE = Agreed(5, 0)


def unsealed(handing, error, act, *, is_recorded=True):
    """Sealing is refused, recorded where it is the handover's own no, and nothing is sealed."""
    before = len(told("package.refused"))
    with pytest.raises(error) as caught:
        act()
    lines = told("package.refused")[before:]
    assert [line.facts["why"] for line in lines] == [caught.value.code] * is_recorded
    assert all(line.deal == line.about == handing.house.deal for line in lines)
    assert (Package.objects.count(), files(), told("package.sealed")) == (0, [], [])
    return caught.value


def unmoved(package, error, act, *, is_recorded=True):
    """Refused and recorded; the package stays as it was."""
    before, rows = len(told("package.refused")), Package.objects.values().get(ref=package.ref)
    with pytest.raises(error) as caught:
        act()
    lines = told("package.refused")[before:]
    assert [line.facts["why"] for line in lines] == [caught.value.code] * is_recorded
    assert all(line.about == package.ref for line in lines)
    assert Package.objects.values().get(ref=package.ref) == rows
    return caught.value


def path_of(package):
    return handover.folder() / package.file_name


def rows(package, handing):
    return handing.opened(package).rows()


def expected(*numbers):
    return [{code: values(n)[code] for code in sorted(FIELDS)} for n in numbers]


def breaks(package, error, act):
    rows = Package.objects.values().get(ref=package.ref)
    with pytest.raises(error):
        act()
    assert Package.objects.values().get(ref=package.ref) == rows


def invited(campaign: str) -> list[str]:
    """Who was invited, in the order of their letters."""
    found = Invitation.objects.filter(campaign__ref=campaign).order_by("id")
    return list(found.values_list("subject", flat=True))
