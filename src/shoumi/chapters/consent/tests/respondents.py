"""Four made-up people who were asked, and what each said; what tests do with receipts."""

from __future__ import annotations

from importlib.resources import files

from pyshacl import validate
from rdflib import Graph

from shoumi.base.clock import home as kind
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.tests.story import Story, on
from shoumi.base.subjects.models import Kind
from shoumi.base.subjects.services import NewSubject, store
from shoumi.base.vault import services as vault
from shoumi.chapters.consent import receipts, rules
from shoumi.chapters.consent.models import Consent
from shoumi.chapters.consent.services import answers, campaigns
from shoumi.chapters.consent.tests.approved_texts import approved
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, LegalBasis

DATA = files("shoumi.chapters.consent") / "data"
CONTENTS = {
    "controller": "云岚虚构家政服务有限公司",
    "recipient_name": "海棠虚构科技有限公司",
    "recipient_contact": "154 0000 0103",
    "purpose": "延续家政服务",
    "method": "加密交付",
    "categories": "姓名、手机号",
    "refusal": "不影响现有服务",
}
NAMES = ("虚构甲一", "虚构乙二", "虚构丙三", "虚构丁四")
MOBILES = tuple(f"154{number:08d}" for number in range(4))
SHAPES = Graph().parse(data=(DATA / "receipt.shacl.ttl").read_text("utf-8"), format="turtle")


class Respondents:
    """Anna: yes.  Bert: no.  Chen: yes, taken back.  Dora, a child: yes, by her guardian."""

    def __init__(self, instrument=Instrument.ART23_SEPARATE_CONSENT, **contents):
        kind.create(kind.Kind.DEMO)
        vault.setup(at=on("08-23"))
        story = Story()
        self.deal, self.dpo = story.ref, story.dpo
        parties = {party.role: Ref(party.ref) for party in story.deal.parties.all()}
        people = store(
            deal=self.deal,
            dataset=Ref("set-1"),
            people=[
                NewSubject(
                    Kind.CHILD if name == NAMES[3] else Kind.INDIVIDUAL,
                    LegalBasis.CONTRACT,
                    {"name": name, "mobile": mobile},
                )
                for name, mobile in zip(NAMES, MOBILES, strict=True)
            ],
            actor=self.dpo,
            at=on("09-01"),
        )
        text = approved(
            deal=self.deal,
            instrument=instrument,
            contents={**CONTENTS, **contents},
            writer=story.leg,
            approver=self.dpo,
            at=on("09-02"),
        )
        made = campaigns.prepare(
            deal=self.deal,
            notice=Ref(text.ref),
            purpose=next(p for p, fit in rules.INSTRUMENTS.items() if instrument in fit),
            recipient=parties[PartyRole.TE],
            actor=self.dpo,
            at=on("09-03"),
        )
        self.campaign = Ref(made.ref)
        campaigns.open_window(campaign=self.campaign, actor=self.dpo, at=on("09-04"))
        yes, no = rules.Answer.GIVEN, rules.Answer.REFUSED
        self.record([(people[0], yes), (people[1], no)], "09-05")
        self.record([(people[2], yes), (people[3], yes)], "09-06")
        answers.withdraw(campaign=self.campaign, subject=people[2], actor=self.dpo, at=on("09-07"))
        self.people = dict(zip(("anna", "bert", "chen", "dora"), people, strict=True))

    def record(self, said, day):
        answers.record(
            campaign=self.campaign,
            answers=[answers.Said(who, what, by_guardian=True) for who, what in said],
            channel=rules.Channel.SIMULATED,
            actor=self.dpo,
            at=on(day),
        )

    def consent(self, who) -> Consent:
        return Consent.objects.get(subject=self.people[who])

    def consents(self):
        return list(Consent.objects.order_by("id"))

    def issue(self, consents=None, **more):
        return list(
            receipts.issue_many(
                campaign=self.campaign,
                consents=self.consents() if consents is None else consents,
                actor=self.dpo,
                at=on("09-08"),
                **more,
            )
        )


def graph(content: bytes) -> Graph:
    return Graph().parse(data=content, format="json-ld")


def conforms(content: bytes) -> bool:
    return bool(validate(graph(content), shacl_graph=SHAPES)[0])


def written(folder, issued):
    """The receipt and its proof as files; the path of the receipt."""
    path = folder / issued.name
    path.write_bytes(issued.content)
    path.with_suffix(".tlog-proof").write_text(issued.proof)
    return path
