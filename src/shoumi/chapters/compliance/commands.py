"""``shoumi assessment``: impact assessments (PIPIA) of a deal.

A risk is ``hazard:impact:likelihood``, with measures ``…:measure+measure:impact:likelihood``:

    recipient_security:high:high
    recipient_security:high:high:sealed_package+fields_left_out:high:low
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.commands import answers, options, tables
from shoumi.base.deals import queries as deals
from shoumi.chapters.compliance import queries, services
from shoumi.chapters.compliance.documents import report
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Hazard, Measure, Risk, Scope
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood

_IMPACTS = {
    **{impact.value: impact for impact in Impact},
    **dict(zip(("low", "medium", "high", "severe"), Impact, strict=True)),
}
_LIKELIHOODS = {
    **{each.value: each for each in Likelihood},
    **dict(zip(("low", "medium", "high", "very_high"), Likelihood, strict=True)),
}


class _Assessment(click.ParamType[Any]):
    name = "assessment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """By reference, or by number: 1 or PIPIA-001.

        Raises:
            NoSuchAssessment
        """
        number = value.upper().removeprefix("PIPIA-")
        where = {"number": int(number)} if number.isdigit() else {"ref": value}
        found = Assessment.objects.filter(**where).first()
        if found is None:
            raise services.NoSuchAssessment
        return found


class _Risk(click.ParamType[Any]):
    name = "HAZARD:IMPACT:LIKELIHOOD[:MEASURES:IMPACT:LIKELIHOOD]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        parts = value.split(":")
        try:
            hazard, impact, likelihood = parts[:3]
            before = Hazard(hazard), _IMPACTS[impact], _LIKELIHOODS[likelihood]
            if len(parts) == 3:
                return Risk(*before)
            measures, after_impact, after_likelihood = parts[3:]
            return Risk(
                *before,
                tuple(Measure(word) for word in measures.split("+")),
                _IMPACTS[after_impact],
                _LIKELIHOODS[after_likelihood],
            )
        except (ValueError, KeyError):
            known = ", ".join(Hazard), ", ".join(_IMPACTS), ", ".join(_LIKELIHOODS)
            self.fail(f"{self.name}\n" + "\n".join((*known, ", ".join(Measure))), param, ctx)


ASSESSMENT = click.argument("assessment", type=_Assessment())
RISKS = click.option(
    "--risk",
    "risks",
    type=_Risk(),
    multiple=True,
    required=True,
    metavar="RISK",
    help="风险，例如 vendor_leak:high:medium / hazard:impact:likelihood[:measures:after:after].",
)


@click.group("assessment")
def command() -> None:
    """影响评估（PIPIA） / Impact assessments."""


@command.command("assess")
@options.deal_argument
@click.option("--scope", type=options.Word(Scope), required=True)
@RISKS
@options.acting
def assess(*, deal: Ref, scope: Scope, risks: tuple[Risk, ...], actor: Ref) -> None:
    """评估 / Write an assessment down.

    \b
    A risk:     recipient_security:high:high
    with what is done about it and what is left:
                recipient_security:high:high:sealed_package+fields_left_out:high:low
    """
    found = services.assess(
        deal=deal,
        scope=scope,
        risks=risks,
        facts=queries.facts_of(deal),
        actor=actor,
        at=clock.now(),
    )
    _tell(found)


@command.command("mitigate")
@ASSESSMENT
@RISKS
@options.acting
def mitigate(*, assessment: Assessment, risks: tuple[Risk, ...], actor: Ref) -> None:
    """补充措施 / Write down the measures and what is left with them."""
    found = services.mitigate(
        assessment=Ref(assessment.ref), risks=risks, actor=actor, at=clock.now()
    )
    _tell(found)


@command.command("approve")
@ASSESSMENT
@click.option(
    "--paper",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="已签署的报告；默认由系统制作 / A signed report; otherwise one is made.",
)
@options.acting
def approve(*, assessment: Assessment, paper: Path | None, actor: Ref) -> None:
    """批准 / Put an assessment in force for twelve months."""
    at = clock.now()
    deal = deals.deal(Ref(assessment.deal))
    found = services.approve(
        assessment=Ref(assessment.ref),
        paper=options.brought(paper) or report.report(deal, assessment, approver=actor, at=at),
        actor=actor,
        at=at,
    )
    _tell(found)


@command.command("recheck")
@ASSESSMENT
@options.acting
@click.pass_context
def recheck(context: click.Context, /, *, assessment: Assessment, actor: Ref) -> None:
    """复核 / Hold an approved assessment against today's facts.  Exits 1 where it is stale now."""
    stands = services.recheck(
        assessment=Ref(assessment.ref),
        facts=queries.facts_of(Ref(assessment.deal)),
        actor=actor,
        at=clock.now(),
    )
    words = (
        ("仍然有效", "it still stands") if stands else ("已过时，须重新评估", "stale: assess anew")
    )
    answers.done(words, ref=assessment.ref, stands=stands)
    context.exit(0 if stands else 1)


@command.command("list")
@options.deal_argument
@options.answering
def list_(*, deal: Ref) -> None:
    """列出评估 / List the assessments of a deal."""
    rows = [_told(one) for one in Assessment.objects.filter(deal=deal).order_by("number")]
    if answers.wants_json():
        answers.document({"assessments": rows})
        return
    tables.table(
        [
            ("编号", "number"),
            ("范围", "scope"),
            ("状态", "state"),
            ("风险", "risk"),
            ("剩余", "left"),
            ("有效至", "until"),
            ("保存至", "kept until"),
        ],
        [
            (
                row["number"],
                row["scope"],
                row["state"],
                row["inherent"],
                row["residual"],
                row["until"],
                row["keep_until"],
            )
            for row in rows
        ],
        empty=("没有评估：shoumi assessment assess", "None yet: shoumi assessment assess"),
    )


def _told(found: Assessment) -> dict[str, Any]:
    return {
        "number": str(found),
        "ref": found.ref,
        "scope": found.scope,
        "state": found.state,
        "inherent": found.inherent,
        "residual": found.residual,
        "until": found.until,
        "keep_until": found.keep_until,
        "document": found.document or None,
        "position": found.position,
    }


def _tell(found: Assessment) -> None:
    words = (
        "{number}：{state}，风险 {inherent}，剩余 {residual}",
        "{number}: {state}, risk {inherent}, left {residual}",
    )
    answers.done(words, **_told(found))
