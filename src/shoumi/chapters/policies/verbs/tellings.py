"""The verbs by which it is noted that people were told of a version, and confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.deals.models import DataSet
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.policies.queries import told
from shoumi.chapters.policies.rules.told import ToldBy
from shoumi.chapters.policies.services import tellings
from shoumi.chapters.policies.told_models import PolicyTelling
from shoumi.chapters.policies.verbs.place import TELLING, VERSION, in_api, telling_of, version_of
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def waiting(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Data sets whose people have not been told of that version."""
    for one in told.waiting(version_of(place["version"])):
        words = f"{one.code} {one.name}"
        yield one.ref, (words, words)


def as_told(one: PolicyTelling) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "version": one.version,
        "dataset": one.dataset,
        "way": one.way,
        "told_on": one.told_on,
        "confirmed_at": one.confirmed_at,
    }


def dataset_name(ref: str) -> str:
    found = DataSet.objects.filter(ref=ref).values_list("code", "name").first()
    return " ".join(found) if found else ref


def _about(request: PageRequest, policytelling: str) -> Iterator[tuple[Both, object]]:
    one = telling_of(policytelling)
    yield ("数据集", "Data set"), dataset_name(one.dataset)
    yield ("怎样告知", "How"), names.of(ToldBy(one.way), request.lang)
    yield ("哪天告知", "On"), one.told_on


def _tell(call: Call) -> PolicyTelling:
    given = call.given
    return tellings.tell(
        version=call.on,
        dataset=given["dataset"],
        way=given["way"],
        told_on=given["told_on"],
        evidence=bytes(given["evidence"]),
        actor=call.actor,
        at=call.at,
    )


TELL = Verb(
    noun="policy",
    name="tell",
    on=VERSION,
    do=_tell,
    tells=as_told,
    title=("登记已逐一告知新用途", "Note that people were told of it"),
    done=("已登记，请另一个人核对", "It is noted; another person looks at it"),
    roles=tellings.TELLERS,
    fields=(
        Field(
            "dataset",
            ("哪个数据集的人", "People of which data set"),
            forms.Kind.ONE,
            options=waiting,
            of=Ref,
            empty=("没有要告知的。", "Nobody has to be told."),
        ),
        Field("way", ("怎样告知", "How"), forms.Kind.ONE, options=words_of(ToldBy), of=ToldBy),
        Field("told_on", ("哪天告知", "On which day"), forms.Kind.DAY),
        Field(
            "evidence",
            ("凭证", "Evidence"),
            forms.Kind.FILE,
            (
                "发送记录或回执，PDF、PNG 或 JPEG；加密保存。",
                "What shows that it was sent or handed over: PDF, PNG or JPEG, kept sealed.",
            ),
        ),
    ),
    help=(
        "新版增加的用途，以前收来的人要逐一告知以后才能用；凭同意处理的字段还要本人同意。",
        (
            "A purpose that a later version brings is open once people were told of it one by "
            "one; of fields that rest on consent that person's own yes is needed."
        ),
    ),
    button=("登记", "Note it"),
    page=OnPage(back="policy", to=("policy-telling", "policytelling")),
    command=OnTerminal(),
    operation=in_api(
        "Note that people were told of a version.", "TellingLine", as_told, status=201
    ),
)
CONFIRM = Verb(
    noun="telling",
    name="confirm",
    on=TELLING,
    do=lambda call: tellings.confirm(telling=call.on, actor=call.actor, at=call.at),
    tells=as_told,
    title=("核对告知凭证", "Confirm that they were told"),
    done=("已核对，新用途可以用了", "It is confirmed; the new purposes are open"),
    roles=tellings.CONFIRMERS,
    help=(
        "看过凭证再确认，不能核对自己登记的。",
        "After looking at the evidence; never one's own.",
    ),
    button=("凭证无误", "It shows that"),
    page=OnPage(back="policy-telling", to=("policy-telling", "policytelling"), facts=_about),
    command=OnTerminal(),
    operation=in_api("Confirm that people were told.", "TellingLine", as_told),
)
VERBS = (TELL, CONFIRM)
