"""The verb that writes all parts at once, from a file or by a program."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from shoumi.base.commands.files import FileUnfit
from shoumi.base.verbs import Call, OnTerminal, Verb
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules.written import Activity
from shoumi.chapters.compliance.services.authorship import Sheet
from shoumi.chapters.compliance.verbs.described_risks import with_risk
from shoumi.chapters.compliance.verbs.own_words import write
from shoumi.chapters.compliance.verbs.place import ASSESSMENT
from shoumi.chapters.compliance.verbs.records import WORDS_OF, operation, schemas, told
from shoumi.core.messages import Both


def _whole(call: Call) -> Assessment:
    return write(call, lambda old: _put(old, call.given, str(call.actor), call.at.isoformat()))


def _put(old: Sheet, given: Mapping[str, Any], by: str, at: str) -> Sheet:
    """Parts that are given take the place of what stood there."""
    words = old.words
    if given["activities"] is not None:
        told = (dict(one) for one in given["activities"])
        found = tuple(Activity(**{**one, "fields": tuple(one["fields"]), "by": by}) for one in told)
        words = replace(words, activities=found)
    for part, name in WORDS_OF.items():
        if given[name] is not None:
            words = words.saying(part, given[name], by, at)
    if given["assessors"] is not None:
        words = replace(words, assessors=tuple(given["assessors"]))
    sheet = old._replace(words=words)
    for one in given["risks"]:
        more = {name: value for name, value in dict(one).items() if value is not None}
        number = str(more.pop("number"))
        if "steps" in more:
            more["steps"] = tuple(more["steps"])
        sheet = with_risk(sheet, number, lambda risk, more=more: replace(risk, **more))  # type: ignore[misc]
    return sheet


def _from_file(call: Call) -> Assessment:
    path: Path = call.given["file"]
    return _whole(replace(call, given=read_file(path)))


def read_file(path: Path) -> Mapping[str, Any]:
    """The written parts of a TOML or JSON file.

    Raises:
        FileUnfit: it holds something else; ``place`` says where.
    """
    from pydantic import ValidationError

    try:
        text = path.read_text("utf-8")
        found = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        return dict(schemas().WrittenGiven.model_validate(found))
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise FileUnfit(place=f"{path.name}: {where}") from error
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise FileUnfit(place=path.name) from error


_HOW: Both = (
    "写入评估的内容（TOML 或 JSON 文件）",
    (
        "Write the parts of an assessment from a TOML or JSON file.\n\n\b\n"
        'subjects = "..."        residual_words, conclusion, opinion, opinion_legal,\n'
        "                        opinion_security, opinion_business, heard likewise\n"
        'assessors = ["person-..."]\n'
        "[[activities]]          name, purpose, method, necessity, fields\n"
        "[[risks]]               number, text, source, impact_reason, likelihood_reason,\n"
        "                        residual_reason, residual_impact, residual_likelihood\n"
        "[[risks.steps]]         text, owner, due, is_done"
    ),
)
WRITE = Verb(
    noun="assessment",
    name="write",
    on=ASSESSMENT,
    do=_whole,
    tells=told,
    title=("写入内容", "Write its parts"),
    done=("内容已写入", "The parts are written down"),
    command=OnTerminal(
        help=_HOW,
        said=("{number}：内容已写入", "{number}: the parts are written down"),
        more=(
            click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        ),
        do=_from_file,
    ),
    operation=operation(
        "Write its parts down: what is given takes the place of what stood there.",
        given=lambda: schemas().WrittenGiven,
    ),
)
VERBS = (WRITE,)
