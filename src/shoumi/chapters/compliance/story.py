"""What chapter 7 brings to the story: the assessments of due diligence and of the transfer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from shoumi.base.registry import StoryContext, StoryNote, StoryStep, field_register
from shoumi.base.registry.story import moment
from shoumi.chapters.compliance import queries, services
from shoumi.chapters.compliance.documents import report
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Hazard, Measure, Risk, Scope, Step, registered
from shoumi.chapters.compliance.rules.written import Activity, Part, Passage, Written
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import DealStage, RiskGrade, Role


def _day(month: int, day: int) -> date:
    return day_in_china(moment(month, day))


_GRADES = dict(zip(RiskGrade, ("low", "medium", "high", "severe"), strict=True))
_DUE_DILIGENCE = (
    Risk(
        Hazard.REIDENTIFICATION,
        Impact.MEDIUM,
        Likelihood.MEDIUM,
        (Measure.PSEUDONYMS_K5,),
        text="意向受让方是同业，可能拿自己的客户名单和数据室里的明细比对，认出其中的人。",
        source="接收方掌握同城同业的客户名单",
        impact_reason="认出来的是服务种类和消费金额，会造成困扰，不涉及财产和人身安全。",
        likelihood_reason="明细里没有姓名和手机，但片区加服务种类的组合有的很少见。",
        residual_reason="每组不少于 5 人只能降低认出的机会，所以影响和可能性都没有调低。",
        steps=(
            Step("明细按每组不少于 5 人展示，不够的并入上一级片区。", Role.SEC, _day(8, 28)),
            Step("保密协议写明不得重新识别，违反的按约定赔偿。", Role.LEG, _day(9, 4)),
        ),
    ),
    Risk(
        Hazard.VENDOR_LEAK,
        Impact.HIGH,
        Likelihood.MEDIUM,
        (Measure.VENDOR_DPA,),
        text="发送告知短信的供应商会拿到手机号码，可能泄露或者留作他用。",
        source="受托方的人员和系统",
        impact_reason="手机号码外泄会招来骚扰和诈骗。",
        likelihood_reason="供应商有资质，但接触号码的人员不由我们管理。",
        residual_reason="协议约束得了用途，管不住偶发泄露，所以没有调低。",
        steps=(
            Step(
                "签委托处理协议：只作本次告知，用完即删，出事 2 小时内通知。",
                Role.PRO,
                _day(9, 4),
            ),
        ),
    ),
)
_HIGH = Risk(
    Hazard.RECIPIENT_SECURITY,
    Impact.HIGH,
    Likelihood.HIGH,
    text="受让方把客户资料放在多人共用的电脑上，没有分权限，交付以后可能泄露。",
    source="受让方的安全管理",
    impact_reason="资料里有姓名、手机和住址，合在一起可以找到本人家里。",
    likelihood_reason="受让方没有专人管理信息安全，也没有做过测评。",
)
_LOWERED = replace(
    _HIGH,
    measures=(Measure.SEALED_PACKAGE, Measure.FIELDS_LEFT_OUT),
    residual_impact=Impact.HIGH,
    residual_likelihood=Likelihood.LOW,
    residual_reason="包只有受让方的密钥打得开，敏感字段没有带走；一旦泄露影响仍大，所以影响不调低。",
    steps=(
        Step("交付包加密到受让方的密钥，密钥由专人保管。", Role.SEC, _day(11, 6)),
        Step("证件、银行账户、备注等字段不交付。", Role.DPO, _day(9, 14), is_done=True),
    ),
)


def _words(story: StoryContext, scope: Scope, subjects: str, opinion: str) -> Written:
    """What the protection officer writes; what is left is written of each risk."""
    by = str(story.person(Role.DPO))
    [activity, residual, conclusion] = _TEXTS[scope]
    usable = registered(scope, field_register())
    codes = tuple(code for code in activity.fields if code in usable)
    said = {Part.SUBJECTS: subjects, Part.RESIDUAL: residual, Part.OPINION: opinion}
    said[Part.CONCLUSION] = conclusion
    passages = {part.value: Passage(text, by) for part, text in said.items()}
    return Written((replace(activity, fields=codes, by=by),), passages)


_TEXTS: dict[Scope, tuple[Activity, str, str]] = {
    Scope.DUE_DILIGENCE: (
        Activity(
            "尽职调查中向意向受让方展示客户资料",
            "让意向受让方核实客户数量、服务种类和收入，据以决定是否签约。",
            "在数据室里逐级展示：先看汇总，再看假名化的明细；只能看，不能下载。",
            "汇总数字核实不了续约和收入的分布，所以要看明细；明细只留核实用得上的字段，姓名和联系方式不展示。",
            ("district", "service_type", "yearly_amount", "opened_on"),
        ),
        "被同业认出的可能没有完全消除；接收方受保密协议约束，查看都有记录。",
        "剩余风险为“中”，可以开展尽职调查；展示的字段增加时重新评估。",
    ),
    Scope.TRANSFER: (
        Activity(
            "把同意的客户的资料交给受让方",
            "转让完成后由受让方继续提供原来的服务。",
            "先逐人告知并取得同意，再把同意的人的资料加密打包，交付一次。",
            "上门服务要用姓名、手机、住址；排班要用服务种类和片区。其余字段继续服务用不上，不交付。",
            ("name", "mobile", "address", "district", "service_type", "yearly_amount"),
        ),
        "受让方收到以后的保管我们管不到，靠合同约束和交付前核对。",
        "补上措施后可以交付同意的人的资料；没有同意的人一律不交付。",
    ),
}


_SUBJECTS = {
    Scope.DUE_DILIGENCE: "目标公司的现有客户及其联系人，其中的未成年人由监护人代为联系。",
    Scope.TRANSFER: "目标公司的现有客户；未成年人由监护人答复，没有答复的按不同意处理。",
}
_OPINIONS = {
    Scope.DUE_DILIGENCE: "同意按上述方式展示。未成年人的资料不进明细，任何人要求下载都不同意。",
    Scope.TRANSFER: "接收方的安全措施是这次最大的风险，措施落实以前不同意交付。",
}


def _assess(story: StoryContext, scope: Scope, risks: Sequence[Risk]) -> Assessment:
    return services.assess(
        deal=story.deal,
        scope=scope,
        risks=risks,
        facts=queries.facts_of(story.deal),
        words=_words(story, scope, _SUBJECTS[scope], _OPINIONS[scope]),
        actor=story.person(Role.DPO),
        at=story.go_on(),
    )


def _approve(story: StoryContext, found: Assessment) -> Assessment:
    at, legal = story.go_on(), story.person(Role.LEG)
    shown = services.in_force(found, legal, at)
    return services.approve(
        assessment=Ref(found.ref),
        paper=lambda: report.report(shown, at=at),
        actor=legal,
        at=at,
        shown=shown,
    )


def _told(note: StoryNote, found: Assessment) -> None:
    left = RiskGrade(found.residual)
    words: Both = (f"剩余风险 {left}", f"what is left: {_GRADES[left]}")
    note.add(*words)
    note.add(f"保存至 {found.keep_until}", f"kept until {found.keep_until}")


def _before_due_diligence(story: StoryContext, note: StoryNote) -> None:
    story.advance(DealStage.PIPIA, Role.DPO)
    found = _approve(story, _assess(story, Scope.DUE_DILIGENCE, _DUE_DILIGENCE))
    story.finish(DealStage.PIPIA, Role.DPO)
    _told(note, found)


class _Transfer:
    """The assessment of the transfer, from one step to the next."""

    made: Assessment

    def assess(self, story: StoryContext, note: StoryNote) -> None:
        self.made = _assess(story, Scope.TRANSFER, [_HIGH])

    def approve(self, story: StoryContext, note: StoryNote) -> None:
        _approve(story, self.made)

    def mitigate(self, story: StoryContext, note: StoryNote) -> None:
        found = services.mitigate(
            assessment=Ref(self.made.ref),
            risks=[_LOWERED],
            actor=story.person(Role.DPO),
            at=story.go_on(),
        )
        _told(note, _approve(story, found))


def steps() -> Sequence[StoryStep[StoryContext]]:
    transfer = _Transfer()
    return [
        StoryStep(
            "pipia_001",
            moment(8, 26),
            ("影响评估 PIPIA-001：尽职调查与供应商", "PIPIA-001"),
            _before_due_diligence,
        ),
        StoryStep(
            "pipia_002",
            moment(9, 14),
            ("影响评估 PIPIA-002：风险“高”", "PIPIA-002: the risk is high"),
            transfer.assess,
        ),
        StoryStep(
            "pipia_high",
            moment(9, 14, 10),
            ("风险“高”就想批准", "approve while the risk is high"),
            transfer.approve,
            expects=("pipia.residual_too_high",),
        ),
        StoryStep(
            "pipia_mitigated",
            moment(9, 14, 14),
            ("补措施后批准", "measures taken, approved"),
            transfer.mitigate,
        ),
    ]
