"""A vendor's own vendor: somebody else agrees, and a review that is answered since is judged."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.rules.conditions import Lack
from shoumi.chapters.vendors.services import register, reviews
from shoumi.chapters.vendors.services.errors import ListedByOneself, NoToken, SubProcessorIncomplete
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
SUBS = [{"name": "虚构机房", "does": "存储", "place": "样板市"}]


def refused(act, refusal=NoToken):
    with pytest.raises(refusal) as found:
        act()
    return found.value.facts


def test_a_sub_processor_shuts_until_somebody_else_agrees(desk):
    vendor = desk.whole()
    desk.go(minutes=1)
    register.list_subs(vendor=vendor, subs=SUBS, actor=desk.buyer, at=desk.at)
    assert refused(desk.passes)["lack"] is Lack.SUB_PROCESSOR
    agree = {"vendor": vendor, "names": ["虚构机房"], "at": desk.at}
    refused(lambda: register.agree_to_subs(**agree, actor=desk.buyer), NotPermitted)
    register.agree_to_subs(**agree, actor=desk.legal)
    assert refused(desk.passes)["lack"] is Lack.REOPENED
    desk.judged(vendor)
    desk.passes()
    desk.go(minutes=1)
    moved = [{**SUBS[0], "place": "别处"}]
    register.list_subs(vendor=vendor, subs=moved, actor=desk.buyer, at=desk.at)
    assert refused(desk.passes)["lack"] is Lack.SUB_PROCESSOR


def test_answers_of_before_a_sub_processor_was_listed_do_not_count_for_it(desk):
    vendor = desk.whole()
    early = desk.answered(vendor)
    desk.go(minutes=1)
    register.list_subs(vendor=vendor, subs=SUBS, actor=desk.officer, at=desk.at)
    agree = {"vendor": vendor, "names": ["虚构机房"], "at": desk.at}
    refused(lambda: register.agree_to_subs(**agree, actor=desk.officer), ListedByOneself)
    register.agree_to_subs(**agree, actor=desk.legal)
    reviews.judge(review=Ref(early.ref), actor=desk.security, at=desk.at)
    assert refused(desk.passes)["lack"] is Lack.REOPENED
    desk.judged(vendor)
    desk.passes()
    register.list_subs(vendor=vendor, subs=SUBS, actor=desk.buyer, at=desk.go(minutes=1))
    desk.passes()


def test_a_line_that_is_not_whole_is_named_and_nothing_is_listed(desk):
    vendor = desk.whole()
    lines = [*SUBS, {"name": "虚构云", "does": " ", "place": "样板市"}]
    given = {"vendor": vendor, "subs": lines, "actor": desk.buyer, "at": desk.at}
    assert refused(lambda: register.list_subs(**given), SubProcessorIncomplete) == {"line": 2}
    assert queries.get(vendor).subs == []
