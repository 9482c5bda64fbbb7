"""What chapter 7 brings to the story: the assessments of due diligence and of the transfer."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.deals import queries as deals
from shoumi.base.registry import StoryContext, StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.chapters.compliance import queries, services
from shoumi.chapters.compliance.documents import report
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Hazard, Measure, Risk, Scope
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import DealStage, RiskGrade, Role

_GRADES = dict(zip(RiskGrade, ("low", "medium", "high", "severe"), strict=True))
_DUE_DILIGENCE = (
    Risk(Hazard.REIDENTIFICATION, Impact.MEDIUM, Likelihood.MEDIUM, (Measure.PSEUDONYMS_K5,)),
    Risk(Hazard.VENDOR_LEAK, Impact.HIGH, Likelihood.MEDIUM, (Measure.VENDOR_DPA,)),
)
_HIGH = Risk(Hazard.RECIPIENT_SECURITY, Impact.HIGH, Likelihood.HIGH)
_LOWERED = Risk(
    Hazard.RECIPIENT_SECURITY,
    Impact.HIGH,
    Likelihood.HIGH,
    (Measure.SEALED_PACKAGE, Measure.FIELDS_LEFT_OUT),
    Impact.HIGH,
    Likelihood.LOW,
)


def _assess(story: StoryContext, scope: Scope, risks: Sequence[Risk]) -> Assessment:
    return services.assess(
        deal=story.deal,
        scope=scope,
        risks=risks,
        facts=queries.facts_of(story.deal),
        actor=story.person(Role.DPO),
        at=story.go_on(),
    )


def _approve(story: StoryContext, found: Assessment) -> Assessment:
    at, legal = story.go_on(), story.person(Role.LEG)
    paper = report.report(deals.deal(story.deal), found, approver=legal, at=at)
    return services.approve(assessment=Ref(found.ref), paper=paper, actor=legal, at=at)


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
