"""The long acts of an import: the files are read into a plan; the plan is taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.intake import import_plan, import_run, mending_file, pending_uploads
from shoumi.base.intake.pending_uploads import Delivery
from shoumi.base.intake.plan import Plan
from shoumi.base.jobs import sealed_staging
from shoumi.base.operations.made_files import Fetch
from shoumi.base.operations.runner import Work
from shoumi.base.registry import MadeFile, Operation
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


class Long(StrEnum):
    READ = "intake_read"
    TAKE_IN = "intake_take_in"
    TAKE_OUT = "intake_take_out"


def _read(work: Work) -> None:
    """What an import would do; the plan as a page shows it, sealed."""
    found = pending_uploads.find(work.about, work.actor)
    accounts.require(work.actor, work.at, *import_run.IMPORTERS, deal=work.deal)
    with pending_uploads.files_of(found) as paths:
        made = _planned(work, found, paths)
        pending_uploads.keep_answers(found, paths)
    told = {"given": work.given, "plan": import_plan.told(made)}
    work.done({"slip": sealed_staging.write(told, work.deal, work.at), "rows": made.counts["rows"]})


def _take_in(work: Work) -> None:
    found = pending_uploads.find(work.about, work.actor)
    accounts.require(work.actor, work.at, *import_run.IMPORTERS, deal=work.deal)
    with pending_uploads.files_of(found) as paths:
        plan = _planned(work, found, paths)
        with transaction.atomic():
            taken = import_run.take_in(
                deal=found.deal,
                dataset=found.dataset,
                plan=plan,
                files=paths,
                bases={},
                actor=work.actor,
                at=clock.now(),
            )
            work.done(
                {
                    "new": len(taken.new),
                    "updated": len(taken.updated),
                    "set_aside": len(plan.set_aside),
                    "left_out": plan.counts["left_out"],
                    "returned": taken.returned,
                    "position": taken.position,
                    "counts": {name: count for name, count in plan.counts.items() if count},
                }
            )
    pending_uploads.drop(found)


def _take_out(work: Work) -> None:
    kept = work.kept
    if "slip" not in kept:
        made = mending_file.take_out(
            deal=work.deal,
            dataset=work.about,
            task=Ref(work.given["task"]),
            lang=work.given["lang"],
            actor=work.actor,
            at=clock.now(),
        )
        kept |= {"count": made.count, "refused": made.refused, "position": made.position}
        work.keep_file(kept, made.content, task=Ref(work.given["task"]), people=made.people)
    work.done(kept)


def _may_fetch(fetch: Fetch) -> Sequence[Ref]:
    return mending_file.hand_out(
        deal=fetch.deal, task=fetch.task, people=fetch.people, actor=fetch.actor, at=fetch.at
    )


def _planned(work: Work, found: Delivery, paths: Sequence[Path]) -> Plan:
    held = (found.deal, found.dataset, found.actor)
    return import_plan.planned(paths, held, _said(work), pending_uploads.answers_of(paths))


def _said(work: Work) -> dict[str, Any]:
    return {
        "encoding": None,
        "complete": work.given["is_complete"],
        "cut_off": None,
        "accepted": work.given["accepted"],
        "dropped": [],
        "mapped": list(work.given["chosen"].items()),
        "decisions": work.given.get("decisions", {}),
    }


def _back(about: str, deal: str, made: Mapping[str, Any]) -> tuple[Both, str]:
    return ("回到这些文件", "Back to the files"), reverse("intake", kwargs={"delivery": about})


def _onward(about: str, deal: str, made: Mapping[str, Any]) -> tuple[Both, str]:
    if not made:
        return _back(about, deal, made)
    return ("看客户", "See the customers"), f"{reverse('customers')}?deal={deal}"


OPERATIONS = (
    Operation(
        kind=Long.READ,
        name=("读文件", "reading files"),
        run=_read,
        done=("文件读完了，看结果。", "The files are read; see what was found."),
        onward=_back,
    ),
    Operation(
        kind=Long.TAKE_IN,
        name=("导入", "taking people in"),
        run=_take_in,
        done=(
            (
                "新增 {new} 人，更新 {updated} 人；搁置 {set_aside} 行待改，舍去 {left_out} 行；"
                "交来的文件已删。"
            ),
            (
                "{new} people new, {updated} updated; {set_aside} rows set aside, "
                "{left_out} left out; the files are removed."
            ),
        ),
        onward=_onward,
    ),
    Operation(
        kind=Long.TAKE_OUT,
        name=("取出搁置的行", "taking out rows to mend"),
        run=_take_out,
        done=(
            "取出了 {count} 行，理由在每格旁边；改好后从「接收文件」交回。",
            "{count} rows are out, the reason beside each cell; bring them back as files.",
        ),
        file=MadeFile(("下载搁置表", "Download the rows"), "set-aside", "xlsx", _may_fetch),
    ),
)
