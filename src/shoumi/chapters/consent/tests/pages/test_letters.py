"""After the letters: those that came back, one by one or as a file, and the one reminder."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.gate.tasks import open_task
from shoumi.base.jobs import sealed_staging, server_time
from shoumi.base.jobs.models import End, Errand, Job
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.chapters.consent import jobs, queries, rules
from shoumi.chapters.consent.models import Campaign, Invitation
from shoumi.chapters.consent.services import dispatch, errors
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def asked(house):
    """Eight people asked; the letter of the last did not arrive, the first two said yes and no."""
    found = Handing(house)
    found.ask(rules.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
    found.answer(rules.Answer.GIVEN, found.people[:1])
    found.answer(rules.Answer.REFUSED, found.people[1:2])
    found.task = open_task(
        purpose=Purpose.NOTICE,
        deal=house.deal,
        actors=[house[people.SERVICE]],
        acts=[Act.SEND],
        fields=dispatch.CONTACT_FIELDS,
        expires_at=house.at + timedelta(days=3),
        actor=house.dpo,
        at=house.at,
    )
    return found


def do(asked, slug, who=people.SERVICE, **given):
    house = asked.house
    visitor = signed_in(house[who])
    given = {"is_sure": "on", "campaign": asked.campaign, **given}
    return visitor.post(f"/deals/{house.deal}/do/{slug}", given)


def file_of(*lines):
    return SimpleUploadedFile("returned.csv", "".join(f"{one}\n" for one in lines).encode())


def unreached(asked):
    found = Invitation.objects.filter(campaign__ref=asked.campaign)
    return set(found.filter(delivery=rules.Delivery.UNREACHED).values_list("subject", flat=True))


def code(asked, number):
    return asked.codes[asked.people[number]]


def test_one_letter_is_recorded_by_its_code(asked):
    assert do(asked, "campaign-bounced", code=f" {code(asked, 2)} ").status_code == 303
    assert unreached(asked) == {asked.people[2], asked.people[7]}
    assert told("campaign.delivered")[-1].facts == {"reached": 0, "unreached": 1}


def test_a_file_is_recorded_whole_and_reads_nobodys_contact_data(asked):
    given = file_of("备注,回执码", *(f"x,{code(asked, n)}" for n in (2, 3, 4)))
    assert do(asked, "campaign-bounced", file=given).status_code == 303
    assert unreached(asked) == {asked.people[n] for n in (2, 3, 4, 7)}
    assert not told("gate.revealed")


def test_every_wrong_line_is_named_and_none_counts(asked):
    lines = (
        "code",
        code(asked, 2),
        "",
        '""',
        "a" * 20,
        code(asked, 2),
        code(asked, 0),
        code(asked, 7),
    )
    head = reader.size()
    answer = do(asked, "campaign-bounced", file=file_of(*lines))
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors.keys() == {"file"}
    for found, wanted in zip(
        errors["file"],
        (
            "第 4 行 code：是空的",
            "第 5 行 code：这次告知没有这个回执码",
            "第 6 行 code：与第 2 行重复",
            "第 7 行 code：这个人已经答复",
            "第 8 行 code：这封信已经登记过",
        ),
        strict=True,
    ):
        assert found.startswith(wanted)
    assert code(asked, 2) not in str(errors), "a code is nobody's to read on a page"
    assert "有 5 处不对" in answer.content.decode()
    assert unreached(asked) == {asked.people[7]}
    assert not told("campaign.delivered")[1:], "only the letters themselves"
    assert reader.size() == head + 1, "the sign-in alone"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"code\n\xff\xfe\n", "UTF-8"),
        (b"number\n1\n", "没有叫 code 的列"),
        (b"code\n", "没有回执码"),
        (b"code\n" + b"a\n" * 5_001, "5,000"),
    ],
)
def test_a_file_that_is_none_is_told_how_to_be_one(asked, content, words):
    given = SimpleUploadedFile("returned.csv", content)
    answer = do(asked, "campaign-bounced", file=given)
    assert words in answer.context["form"].errors["file"][0]


def test_many_wrong_lines_are_counted_and_some_are_named(asked):
    answer = do(asked, "campaign-bounced", file=file_of("code", *(f"{n}" for n in range(60))))
    errors = answer.context["form"].errors["file"]
    assert (len(errors), errors[-1]) == (21, "另有 40 行也不对。")


def test_one_code_or_one_file(asked):
    for given in ({}, {"code": code(asked, 2), "file": file_of("code", code(asked, 3))}):
        answer = do(asked, "campaign-bounced", **given)
        assert "两样都填就都不作数" in answer.context["form"].errors["code"][0]
    assert unreached(asked) == {asked.people[7]}


@pytest.mark.both
def test_a_file_costs_the_same_whatever_its_length(asked, django_assert_max_num_queries):
    found = Campaign.objects.get()
    with django_assert_max_num_queries(2):
        assert len(queries.letters(found, list(asked.codes.values()))) == len(asked.people)


def test_the_reminder_goes_to_those_who_were_reached_and_are_silent(asked):
    answer = do(asked, "campaign-remind", task=asked.task)
    assert answer.status_code == 303
    assert not told("campaign.reminded"), "a worker writes them"
    worked()
    found = Errand.objects.get()
    assert (found.end, found.result["count"], found.result["reached"]) == (End.DONE, 5, 5)
    rows = list(
        csv.DictReader(io.StringIO(sealed_staging.get(found.result["slip"]).decode("utf-8-sig")))
    )
    assert [row["code"] for row in rows] == [code(asked, n) for n in range(2, 7)]
    assert told("campaign.reminded")[0].facts == {"count": 5}


def test_there_is_one_reminder_and_the_page_says_so(asked):
    do(asked, "campaign-remind", task=asked.task)
    worked()
    answer = do(asked, "campaign-remind", task=asked.task)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "已经提醒过了" in page
    assert "不能再提醒" in page
    assert Errand.objects.count() == 1


def test_nobody_is_reminded_after_the_last_day(asked):
    with time_machine.travel(Campaign.objects.get().window_ends_at):
        answer = do(asked, "campaign-remind", task=asked.task)
    assert answer.status_code == 422
    assert not Errand.objects.exists()


def test_letters_are_kept_before_the_reminder_counts_as_sent(asked, monkeypatch):
    """Killed in between, the reminder is not spent: the worker writes it again."""

    def dies(**_):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(jobs.dispatch, "remind", dies)
        do(asked, "campaign-remind", task=asked.task)
        worked()
    assert Campaign.objects.get().reminded_at is None
    assert Errand.objects.get().end is None
    first = Errand.objects.get().result["slip"]
    Job.objects.update(run_after=server_time.now() - timedelta(hours=1))
    worked()
    found = Errand.objects.get()
    assert found.end == End.DONE
    assert found.result["slip"] != first
    with pytest.raises(sealed_staging.NoSuchSlip):
        sealed_staging.get(first)


def test_who_may_neither_send_nor_remind_is_offered_neither(asked):
    for slug in ("campaign-bounced", "campaign-remind"):
        assert do(asked, slug, people.MARKETING).status_code == 403


def test_a_reminder_that_was_spent_meanwhile_reads_nobodys_number(asked):
    do(asked, "campaign-remind", task=asked.task)
    authenticated.change(Campaign.objects.all(), reminded_at=asked.house.at)
    head = reader.size()
    worked()
    found = Errand.objects.get()
    assert (found.end, found.result["code"]) == (End.REFUSED, "campaign.reminded_already")
    assert reader.size() == head + 1, "that it ended, and nothing was read"


def test_a_deal_that_is_suspended_is_not_reminded_of_by_page_or_by_the_worker(asked):
    house = asked.house
    do(asked, "campaign-remind", task=asked.task)  # ordered before
    deals.suspend(deal=house.deal, reason=SuspendReason.INCIDENT, actor=house.dpo, at=clock.now())
    answer = do(asked, "campaign-remind", task=asked.task)
    assert answer.status_code == 422
    assert "转让已中止" in answer.content.decode()
    assert Errand.objects.count() == 1, "nothing more was ordered"
    worked()
    found = Errand.objects.get()
    assert (found.end, found.result["code"]) == (End.REFUSED, "deal.suspended")
    assert not told("gate.revealed")
    assert Campaign.objects.get().reminded_at is None


def test_a_lapse_is_told_on_the_page_before_the_one_reminder_is_spent(asked):
    house = asked.house
    said = statements.newest("19.3", None, house.at)
    attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=house.at)
    answer = do(asked, "campaign-remind", task=asked.task)
    assert answer.status_code == 422
    assert "19.3" in answer.content.decode()
    assert told("door.refused")[-1].duties == ("19.3",)
    assert (Errand.objects.count(), Campaign.objects.get().reminded_at) == (0, None)


@pytest.mark.both
def test_the_service_itself_takes_no_letter_that_cannot_come_back(asked):
    first, silent, lost = asked.people[0], asked.people[2], asked.people[7]
    for wrong, refusal in (
        ([first], errors.AnsweredAlready),
        ([lost], errors.NoLetter),
        ([silent, silent], errors.NoLetter),
        ([], errors.NoLetter),
        (["sub-0000000000000000"], errors.NotInvited),
    ):
        with pytest.raises(refusal):
            dispatch.came_back(
                campaign=asked.campaign,
                people=wrong,
                actor=asked.house[people.SERVICE],
                at=asked.house.at,
            )
    assert unreached(asked) == {lost}
