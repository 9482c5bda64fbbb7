"""A policy that keeps data longer, by page: seen before, shut, acted on, asked again."""

from __future__ import annotations

import pytest
import time_machine

from shoumi.base import clock
from shoumi.base.attestations import doors
from shoumi.base.gate import decisions
from shoumi.base.gate.tasks import question
from shoumi.base.transport import server_address
from shoumi.chapters.consent import rules as consent
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.services import campaigns
from shoumi.chapters.consent.tests.approved_texts import approved
from shoumi.chapters.consent.tests.letters_house import SITE, printed_and_posted, task_of
from shoumi.core.gate import Act
from shoumi.core.gate.policy import Code
from shoumi.core.handbook import DoorAct
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import CONTENTS, Handing
from shoumi.doors.tests.policy_change import do, longer, publish
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def look(who, address, lang="zh"):
    return signed_in(who, lang=lang).get(address).content.decode()


def test_a_policy_that_keeps_data_longer(house):
    handing = Handing(house)
    handing.ask(consent.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
    handing.answer(consent.Answer.GIVEN, handing.people[:5])
    handing.answer(consent.Answer.REFUSED, handing.people[5:6])
    handing.close()
    asked = question(
        actor=house.dpo, act=Act.EXPORT, task=handing.task, at=house.at,
        subject=handing.people[0], fields=frozenset({"mobile"}),
    )  # fmt: skip

    def refused():
        return {one.code for one in decisions.ask(asked).reasons}

    with time_machine.travel(house.at, tick=True):
        steps = publish(house, **longer())
        at = next(steps)
        told = look(house.dpo, at)
        assert "发布以后会这样" in told
        assert "5 人的同意失效，要重新征求" in told
        assert "保存期限" in told
        assert "the consents of 5 people end" in look(house.dpo, at, "en")
        assert Code.CONSENT_SUPERSEDED not in refused()

        next(steps)
        assert "已经生效，还没有落实" in look(house.dpo, at)
        shut = doors.lapses([DoorAct.EXPORT], deal=house.deal, at=clock.now())
        assert "6.3" in {one.demand for own in shut.values() for one in own}
        deal = f"/deals/{house.deal}"
        assert "让变更生效" in look(house.dpo, deal)
        clerk = house[people.SERVICE]
        superseding = f"{deal}/do/campaign-supersede"
        given = {"campaign": handing.campaign}
        assert do(clerk, superseding, **given).status_code == 403
        assert "5 人的同意失效" in look(house.dpo, superseding)
        assert do(house.dpo, superseding, **given).status_code == 303
        worked()
        shut = doors.lapses([DoorAct.EXPORT], deal=house.deal, at=clock.now())
        assert "6.3" not in {one.demand for own in shut.values() for one in own}
        assert "已落实，5 人" in look(house.dpo, at)
        assert "其中 5 人的同意因条件改变失效" in look(house.dpo, deal)
        assert Code.CONSENT_SUPERSEDED in refused()
        assert "6.3" in {one.duty for one in decisions.ask(asked).reasons}
        assert "您同意的条件变了，原来的同意已失效" in receipt(handing)

        text = approved(
            deal=house.deal, instrument=Instrument.ART23_SEPARATE_CONSENT, contents=CONTENTS,
            writer=house.legal, approver=house.dpo, at=clock.now(),
        )  # fmt: skip
        told = {"notice": text.ref, "purpose": "PROVISION", "recipient": handing.recipient}
        assert do(house.dpo, f"{deal}/do/campaign-prepare", **told).status_code == 303
        again = Campaign.objects.order_by("-id").first()
        sends = {"campaign": again.ref, "task": task_of(house), "post": "on"}
        server_address.write_down("127.0.0.1", [SITE])
        assert do(house.dpo, f"{deal}/do/campaign-dispatch", **sends).status_code == 303
        worked()
        printed_and_posted(house, again.ref)
        invited = again.invitations.order_by("id").values_list("subject", flat=True)
        codes = campaigns.codes(campaign=Ref(again.ref), people=[*map(Ref, invited)])
        assert set(codes) == set(handing.people[:5])
        for ref in handing.people[:4]:
            said = {"campaign": again.ref, "code": codes[ref], "answer": "GIVEN"}
            assert do(clerk, f"{deal}/do/campaign-record", **said).status_code == 303
    again.refresh_from_db()
    with time_machine.travel(again.window_ends_at, tick=True):
        assert do(house.dpo, f"{deal}/do/campaign-close", campaign=again.ref).status_code == 303
        assert not refused() & {Code.CONSENT_SUPERSEDED, Code.NO_INSTRUMENT}


def receipt(handing):
    from django.test import Client

    code = handing.codes[handing.people[0]]
    return Client().post("/notice", {"code": code}, secure=True).content.decode()
