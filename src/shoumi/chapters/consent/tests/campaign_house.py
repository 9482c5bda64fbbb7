"""A house, the people of a deal, and a campaign that is put to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shoumi.base.accounts.tests.cast import AT as FOUNDED
from shoumi.base.accounts.tests.cast import House
from shoumi.base.clock import home
from shoumi.base.subjects.models import Kind
from shoumi.base.subjects.tests.people import hold
from shoumi.base.vault import services as vault
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Invitation
from shoumi.chapters.consent.queries import instruments
from shoumi.chapters.consent.rules import Answer, Channel
from shoumi.chapters.consent.services import answers, campaigns, dispatch
from shoumi.chapters.consent.services.answers import Said
from shoumi.chapters.consent.tests.approved_texts import approved
from shoumi.core.gate import Act, Policy, Question, decide
from shoumi.core.gate.policy import RULES, Code
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, LegalBasis, Purpose, Role

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
DEAL, OTHER_DEAL, BUYER = Ref("deal-a"), Ref("deal-b"), Ref("party-buyer")
CONTENTS = {name: "写明" for wanted in rules.CONTENTS.values() for name in wanted}
FITTING = {
    rules.Purpose.SUCCESSION: Instrument.ART22_NOTICE,
    rules.Purpose.PROVISION: Instrument.ART23_SEPARATE_CONSENT,
    rules.Purpose.NEW_PURPOSE: Instrument.ART22_RECONSENT,
}
OURS = Policy(rule for rule in RULES if rule.code == Code.NO_INSTRUMENT)
YES, NO = Answer.GIVEN, Answer.REFUSED


class Bureau:
    """Dora, the protection officer, asks with texts that Lena, of legal, wrote; Gina, of customer
    service, takes answers in."""

    def __init__(self):
        home.create(home.Kind.DEMO)
        vault.setup(at=FOUNDED, indexed=[])
        self.house = House()
        self.at = AT
        self.dora = self.house.dpo
        self.gina = self.house.staff(Role.CS, name="王样本")
        self.lena = self.house.staff(Role.LEG, name="沈样本")
        self.mallory = self.house.staff(Role.MKT, name="蒋演示")

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def hold(self, count=1, *, deal=DEAL, kind=Kind.INDIVIDUAL, basis=LegalBasis.CONTRACT):
        return hold(deal, count, at=self.at, kind=kind, basis=basis)

    def notice(self, instrument, *, deal=DEAL, actor=None, **contents):
        found = approved(
            deal=deal,
            instrument=instrument,
            contents=CONTENTS | contents,
            writer=self.lena,
            approver=actor or self.dora,
            at=self.at,
        )
        return Ref(found.ref)

    def prepare(self, purpose=rules.Purpose.PROVISION, *, deal=DEAL, notice=None, actor=None):
        found = campaigns.prepare(
            deal=deal,
            notice=notice or self.notice(FITTING[purpose], deal=deal),
            purpose=purpose,
            recipient=BUYER,
            actor=actor or self.dora,
            at=self.at,
        )
        return Ref(found.ref)

    def open(self, purpose=rules.Purpose.PROVISION, **more):
        """A campaign whose window is open; the receipt codes stay in ``codes``."""
        campaign = self.prepare(purpose, **more)
        self.codes = campaigns.open_window(campaign=campaign, actor=self.dora, at=self.at)
        return campaign

    def deliver(self, campaign, *, but=()):
        """As if a vendor had reached everybody but some."""
        found = campaigns.get(campaign, *rules.CampaignState)
        reached = {Ref(own): own not in but for own in self.codes}
        dispatch.record_delivery(found, reached, self.gina, self.at)

    def record(self, campaign, *said, channel=Channel.SIMULATED, actor=None):
        answers.record(
            campaign=campaign,
            answers=[own if isinstance(own, Said) else Said(*own) for own in said],
            channel=channel,
            actor=actor or self.gina,
            at=self.at,
        )

    def withdraw(self, campaign, subject, actor=None):
        answers.withdraw(campaign=campaign, subject=subject, actor=actor or self.gina, at=self.at)

    def object_to(self, campaign, *subjects, actor=None):
        return answers.object_to(
            campaign=campaign, subjects=subjects, actor=actor or self.gina, at=self.at
        )

    def end(self, campaign):
        """To the first moment after the window, and close."""
        self.at = campaigns.get(campaign, *rules.CampaignState).window_ends_at
        return campaigns.close(campaign=campaign, actor=self.dora, at=self.at)

    def may_leave(self, subject, deal=DEAL):
        asked = Question(
            self.dora, Act.EXPORT, Ref("task-x"), Purpose.HANDOVER, deal, self.at, subject
        )
        return decide(asked, instruments.facts(asked), OURS).allowed

    def lanes(self, campaign):
        found = Invitation.objects.filter(campaign__ref=campaign)
        return dict(found.values_list("subject", "lane"))
