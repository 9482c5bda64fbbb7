"""What chapter 5 brings to the story: the vendor that delivers the letters, from its registration
to its tokens.  Everybody does what he would do in a real home; what the vendor says is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shoumi.base.accounts import queries as people
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.documents.signed_documents import make
from shoumi.base.home_settings import queries as settings
from shoumi.base.home_settings import services as home_settings
from shoumi.base.home_settings.rules import Company
from shoumi.base.registry import StoryContext, StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.chapters.vendors.documents import impact_report, processing_agreement
from shoumi.chapters.vendors.models import Incident, Vendor
from shoumi.chapters.vendors.rules import Service, questions
from shoumi.chapters.vendors.rules.agreement import MANDATORY, Terms
from shoumi.chapters.vendors.rules.impact import Passage, Risk, Written
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.services import (
    agreements,
    impacts,
    incidents,
    register,
    reviews,
    tokens,
)
from shoumi.chapters.vendors.services.register import Told
from shoumi.chapters.vendors.services.reviews import Said
from shoumi.core.calendar import anniversary, day_in_china
from shoumi.core.entrustment import Way
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import Purpose, Role

COMPANY = {
    "name": "示例安转企业服务有限公司",
    "name_en": "Anzhuan Sample Business Services Co., Ltd.",
    "code": "91990000MA0000001B",
    "address": "示例市虚构区样板路 990 号",
    "contact": "privacy@anzhuan.example",
    "officer": "林示范",
    "officer_contact": "dpo@anzhuan.example",
}
SIGNER = "许虚设"
# When somebody at the vendor saw to whom the list went.
_KNOWN = moment(10, 12, 21, 40)
_MONTHS = 12
FIELDS = ("email", "guardian_mobile", "guardian_name", "mobile", "name")
TOLD = Told(
    name="速达虚构短信服务有限公司",
    code="91990000MA0DEM048T",
    service=Service.TEXT_MESSAGES,
    place="示例省虚构市云机房",
    mail="privacy@suda.example",
    ways=tuple(Way),
    purposes=(Purpose.NOTICE,),
    fields=FIELDS,
    is_high_risk=True,
)
WRITTEN = Written(
    {
        Passage.PURPOSE: "依法把转让的情况告知每一位客户；本公司没有通道，须请有许可的公司代发。",
        Passage.LITTLE: "只给姓名、手机号和邮箱，未成年人给监护人的；不给服务内容和金额。",
        Passage.RIGHTS: "收到一条短信或一封邮件，可以答复、拒绝或撤回；不影响现有服务。",
        Passage.PROTECTION: "加密传输，发完即删，号码不留作他用；每半年复查一次。",
    },
    [
        Risk(
            "号码发错人，他人看到谁是客户",
            Impact.MEDIUM,
            Likelihood.MEDIUM,
            "逐条核对回执码，短信不写姓名和服务内容",
            Impact.MEDIUM,
            Likelihood.LOW,
        )
    ],
)


@dataclass(frozen=True, slots=True)
class Actors:
    """``person(role)``  who plays it; ``go_on()`` a moment later"""

    person: Callable[[Role], Ref]
    go_on: Callable[[], datetime]


def entrust(by: Actors, company: Company) -> Ref:
    """The vendor of the story, with all that lets data reach it; its reference."""
    made = register.register(told=TOLD, actor=by.person(Role.PRO), at=by.go_on())
    vendor = Ref(made.ref)
    impacts.write(vendor=vendor, written=WRITTEN, actor=by.person(Role.DPO), at=by.go_on())
    impacts.approve(
        vendor=vendor,
        paper=lambda found: impact_report.of(made, found, by.go_on()),
        actor=by.person(Role.LEG),
        at=by.go_on(),
    )
    _review(vendor, by)
    _agree(made, by, company)
    _give_tokens(vendor, by)
    return vendor


def _review(vendor: Ref, by: Actors) -> None:
    _, token = reviews.ask(vendor=vendor, actor=by.person(Role.PRO), at=by.go_on())
    at = by.go_on()
    review = reviews.answer(token=token, said=_answers(at), is_last=True, at=at)
    reviews.judge(review=Ref(review.ref), actor=by.person(Role.SEC), at=by.go_on())


def _give_tokens(vendor: Ref, by: Actors) -> None:
    for way in TOLD.ways:
        tokens.issue(vendor=vendor, way=way, actor=by.person(Role.DPO), at=by.go_on())


def _answers(at: datetime) -> dict[str, Said]:
    """Yes to everything, each shown by the same statement."""
    paper = _statement("SUDA-001", "所答各项属实，证照、制度、记录可随时查验。", at)
    until = anniversary(day_in_china(at), months=2 * _MONTHS)
    said = Said(Value.YES, "有，见说明", paper, until)
    return dict.fromkeys(questions.current().by_code, said)


def _statement(number: str, words: str, at: datetime) -> bytes:
    return make(
        "vendor_statement",
        number,
        at,
        facts=[
            ["供应商", "vendor", TOLD.name],
            ["统一社会信用代码", "credit code", TOLD.code],
            ["日期", "date", day_in_china(at).isoformat()],
        ],
        words=f"{words}（演示用，不是真的）",
    )


def _agree(vendor: Vendor, by: Actors, company: Company) -> None:
    at = by.go_on()
    signer = accounts.enrol(name=SIGNER, kind=Kind.EXTERNAL, actor=by.person(Role.DPO), at=at)
    head = by.person(Role.HEAD)
    names = {head: people.person(head).name, Ref(signer.ref): SIGNER}
    terms = Terms(
        clauses=MANDATORY,
        purpose="把转让的告知和提醒逐条发给客户",
        method="按接口或加密文件逐条发送，发完即删",
        protection="传输和存储加密，专人专号，操作留痕",
        fields=FIELDS,
        until=anniversary(day_in_china(at), months=_MONTHS),
        help_days=3,
        notice_hours=2,
    )
    drafted = agreements.draft(
        vendor=Ref(vendor.ref),
        terms=terms,
        persons=names,
        paper=processing_agreement.of(vendor, terms, names, at, company),
        actor=by.person(Role.LEG),
        at=at,
    )
    for person, name in names.items():
        agreements.sign(agreement=Ref(drafted.ref), person=person, name=name, at=by.go_on())


def _entrust(story: StoryContext, note: StoryNote) -> None:
    head, company = story.person(Role.HEAD), settings.company()
    if company is None:
        company = home_settings.tell_company(given=COMPANY, actor=head, at=story.go_on())
    entrust(Actors(story.person, story.go_on), company)


class _Incident:
    """It mailed a list to a wrong address: its tokens are over until it is looked at anew."""

    incident: Incident

    def record(self, story: StoryContext, note: StoryNote) -> None:
        vendor = Ref(Vendor.objects.get(code=TOLD.code).ref)
        buyer, at = story.person(Role.PRO), story.go_on()
        self.incident = incidents.record(vendor=vendor, known_at=_KNOWN, actor=buyer, at=at)

    def settle(self, story: StoryContext, note: StoryNote) -> None:
        """Whoever got the list confirms in writing that it is deleted; another review is judged."""
        by = Actors(story.person, story.go_on)
        at = by.go_on()
        proof = _statement("SUDA-002", "误收名单的单位书面确认：已删除，没有留存，没有转发。", at)
        incident, officer = Ref(self.incident.ref), by.person(Role.DPO)
        incidents.settle(incident=incident, proof=proof, actor=officer, at=by.go_on())
        vendor = Ref(self.incident.vendor)
        _review(vendor, by)
        _give_tokens(vendor, by)


def steps() -> Sequence[StoryStep[StoryContext]]:
    incident = _Incident()
    return [
        StoryStep("pipia_001", moment(8, 26, 10), tell=_entrust),
        StoryStep("incident_reported", moment(10, 12, 22, 10), tell=incident.record),
        StoryStep("vendor_settled", moment(10, 15, 10), tell=incident.settle),
    ]
