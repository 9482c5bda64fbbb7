"""The verb of field reviews: is a field still necessary, and who gets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import OnPage, OnTerminal, Place, Verb
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.field_models import FieldReview
from shoumi.chapters.policies.rules.field_reviews import Recipient
from shoumi.chapters.policies.services import field_reviews as services
from shoumi.chapters.policies.verbs.place import in_api, words

HOUSE = Place("", "field-reviews")


def told(one: FieldReview) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "fields": sorted(one.digests),
        "recipients": [Recipient(name) for name in one.recipients],
        "necessary": one.is_necessary,
        "why": one.why,
        "at": one.at,
    }


def _fields(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for code in queries.register():
        yield code, (names.field(code, "zh"), names.field(code, "en"))


def _asked_for(request: PageRequest, place: Mapping[str, Any]) -> list[str]:
    wanted = request.GET.get("field", "")
    return [wanted] if wanted else []


REVIEW = Verb(
    noun="field",
    name="review",
    on=HOUSE,
    do=lambda call: services.review(actor=call.actor, at=call.at, **call.given),
    tells=told,
    title=("复核字段", "Look at fields"),
    done=("已记下", "Recorded"),
    roles=services.REVIEWERS,
    fields=(
        Field(
            "fields",
            ("哪些字段", "Which fields"),
            forms.Kind.MANY,
            (
                "情形相同的可以一起复核。",
                "Those of which you find the same can be looked at together.",
            ),
            options=_fields,
            initial=_asked_for,
            option="field",
        ),
        Field(
            "recipients",
            ("公司以外谁会得到", "Who outside of the house gets them"),
            forms.Kind.MANY,
            options=words_of(Recipient),
            of=Recipient,
            option="recipient",
        ),
        Field(
            "is_necessary",
            ("业务仍然必需", "The business still needs them"),
            forms.Kind.TICK,
            (
                "不勾选，从此刻起不收也不用，直到再复核或者从登记表里去掉。",
                (
                    "Without this mark nothing of them is stored or used from now on, until "
                    "somebody looks again or they leave the register."
                ),
            ),
            is_needed=False,
            default=False,
            option="necessary",
        ),
        words("why", ("理由", "Why")),
    ),
    help=(
        "每年至少看一次；到期没有复核的字段，不收也不用。",
        "At least once a year: a field nobody looked at in time is neither stored nor used.",
    ),
    button=("记下", "Record it"),
    is_fresh=True,
    page=OnPage(back="field-reviews", to=("field-reviews", "")),
    command=OnTerminal(),
    operation=in_api(
        "Look at fields of the register.", "FieldReviewLine", told, status=201, path=""
    ),
)
VERBS = (REVIEW,)
