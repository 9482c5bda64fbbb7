"""Promises about consent: what was told, who said yes, what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.sabotage import policy_breaks
from tests.sabotage.act import ref_of
from tests.sabotage.break_case import cast
from tests.sabotage.place import Place, Refusal


def _somebody_of(place: Place, lane: str) -> Any:
    """The last who said yes for themselves, or whose guardian did."""
    from shoumi.chapters.consent.models import Consent

    own = Consent.objects.filter(campaign__deal=place.deal, lane=lane, state="GIVEN")
    return own.order_by("-id")[0]


def other_notice(place: Place) -> None:
    _forge(place, "SELF", notice_sha256="0" * 64)


def told_nothing(place: Place) -> None:
    """The consultant finds that the target never told the people of its data set."""
    from shoumi.base.collection_notices import services
    from shoumi.base.collection_notices.rules import NoNotice

    services.state_none(
        deal=place.deal, dataset=place.ref("dataset"), reason=NoNotice.NEVER,
        actor=place[cast().CONSULTANT], at=place.at,
    )  # fmt: skip


def tell_afterwards(place: Place) -> None:
    """The target tells them in a supplement, which is handed in and read by their pages."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from shoumi.base.collection_notices import queries

    people, dataset = cast(), place.ref("dataset")
    file = SimpleUploadedFile("notice.txt", "补充告知：姓名、手机号用于预约和结算。".encode())
    day = f"{place.at:%Y-%m-%d}"
    address = f"/datasets/{dataset}/do/dataset"
    place.page(
        people.CONSULTANT, f"{address}-notice", notice=file, used_from=day, shown="afterwards"
    )
    judgement = dict.fromkeys(("purposes", "categories", "handing_on"), "whole")
    newest = queries.of_set(dataset)[0].ref
    place.page(people.LEGAL, f"{address}-judge", notice=newest, **judgement)


def notice_taken_away(place: Place) -> None:
    from shoumi.base.collection_notices.models import CollectionNotice

    assert CollectionNotice.objects.filter(dataset=place.ref("dataset")).delete()[0]
    place.a_minute_later()


def judged_otherwise(place: Place) -> None:
    """It was found to say too little, and somebody writes over that finding."""
    from shoumi.base.collection_notices import queries, services
    from shoumi.base.collection_notices.models import CollectionNotice
    from shoumi.base.collection_notices.rules import Extent

    notice = queries.of_set(place.ref("dataset"))[0].ref
    found = services.Judgement(Extent.PART, Extent.NOT, Extent.NOT, "没有写收集哪些信息")
    services.judge(notice=notice, judgement=found, actor=place[cast().LEGAL], at=place.at)
    forged = CollectionNotice.objects.filter(ref=notice)
    assert forged.update(purposes=Extent.WHOLE, categories=Extent.WHOLE)
    place.a_minute_later()


def child_alone(place: Place) -> None:
    _forge(place, "GUARDIAN", lane="SELF")


def _forge(place: Place, of: str, **columns: str) -> None:
    from shoumi.chapters.consent.models import Consent

    assert Consent.objects.filter(pk=_somebody_of(place, of).pk).update(**columns)
    place.a_minute_later()


def take_back(place: Place) -> None:
    """Each whose answer is not what was said takes it back, with the code of the notice."""
    from shoumi.base.row_authentication import verification
    from shoumi.chapters.consent.models import Consent

    withdraw(verification.all_of(Consent).false)
    place.a_minute_later()


def withdraw(said: Iterable[Any]) -> None:
    """Whoever said so takes it back, each by the own code on the page of the notice."""
    from django.test import Client

    from shoumi.chapters.consent.services import campaigns

    found = list(said)
    assert found
    for one in found:
        codes = campaigns._codes([ref_of(one.subject)], ref_of(one.campaign.ref))
        given = {"code": codes[ref_of(one.subject)], "is_sure": "on"}
        answer = Client(SERVER_NAME="localhost").post("/notice/withdraw", given, secure=True)
        one.refresh_from_db()
        if one.state != "WITHDRAWN":
            raise Refusal(f"{answer.status_code} {answer.content.decode()}")


def keep_longer(place: Place) -> None:
    """A new policy keeps names for ten years where people agreed to three."""
    import re

    from shoumi.chapters.policies import queries

    runs = queries.in_force()
    assert runs is not None
    register, count = re.subn(
        r"(\[field\.name\].*?retention_days = )\d+", r"\g<1>3650", runs.register, flags=re.DOTALL
    )
    assert count == 1
    policy_breaks.publish(place, register)


def supersede(place: Place) -> None:
    """What was agreed to is superseded; whoever is to be processed is asked again."""
    from shoumi.chapters.consent.models import Campaign

    for one in Campaign.objects.filter(deal=place.deal, superseded_at=None).order_by("id"):
        address = f"/deals/{place.deal}/do/campaign-supersede"
        place.page(cast().DPO, address, campaign=one.ref, is_sure="on")
        place.work()
