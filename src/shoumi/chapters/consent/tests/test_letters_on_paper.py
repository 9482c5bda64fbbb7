"""Letters on paper: one file with a page or more a person, fetched anew, posted, come back."""

from __future__ import annotations

import pypdfium2
import pytest

from shoumi.base import clock
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.correspondence import window_letters
from shoumi.base.correspondence.channels import paper
from shoumi.base.correspondence.channels.paper import Letterhead, Sheet
from shoumi.base.correspondence.channels.text import Own
from shoumi.base.correspondence.errors import NothingPrinted, NothingToPrint
from shoumi.base.correspondence.models import Letter
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.deals.errors import Suspended, Terminated
from shoumi.base.subjects.models import State as Held
from shoumi.base.subjects.models import Subject
from shoumi.chapters.consent import jobs, rules
from shoumi.chapters.consent.documents import letter_text
from shoumi.chapters.consent.queries import notices
from shoumi.chapters.consent.services import answers, campaigns, dispatch, errors, letter_writer
from shoumi.chapters.consent.tests.letters_house import REACHED, UNREACHED, Post
from shoumi.core.gate import GateClosed
from shoumi.core.refs import Ref
from shoumi.core.tests import portion
from shoumi.doors.tests import lapses
from shoumi.doors.tests.house import person, told, values
from shoumi.doors.tests.visitors import signed_in, worked
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def post(house):
    made = Post(house, ways=[Way.POST])
    made.begin()
    made.carry()
    return made


def texts(content):
    file = pypdfium2.PdfDocument(content)
    try:
        # Between scripts a PDF has blanks that nobody wrote.
        return [page.get_textpage().get_text_bounded().replace(" ", "") for page in file]
    finally:
        file.close()


def printed(post):
    """The page's way: asked for, made by a worker, fetched."""
    officer = signed_in(post.house.dpo)
    given = {"campaign": post.campaign}
    asked = officer.post(f"/deals/{post.house.deal}/do/campaign-print", given, secure=True)
    worked()
    return officer, f"{asked.headers['Location']}/file"


def test_each_person_has_a_page_with_address_code_link_and_picture(post):
    assert post.states() == {State.TO_PRINT: 8}
    officer, address = printed(post)
    answer = officer.get(address)
    assert answer.status_code == 200, answer.content.decode()
    assert answer.content.startswith(b"%PDF-")
    pages = texts(answer.content)
    assert len(pages) == 8
    whole = "".join(pages)
    for n in range(7):
        assert values(n)["address"] in whole
        assert values(n)["name"] in whole
    assert "虚构监护7" in whole, "of a child the guardian is written to"
    assert "虚构辛7" not in whole
    assert whole.count("https://rules.example/notice#") >= 8
    assert post.states() == {State.PRINTED: 8}
    assert told("letters.printed")[-1].facts == {"count": 8}
    assert post.delivery(post.handing.people[0]) == rules.Delivery.QUEUED, "nothing was posted"


def test_the_address_lies_in_the_window_of_a_folded_letter(post):
    officer, address = printed(post)
    file = pypdfium2.PdfDocument(officer.get(address).content)
    page = file[0]
    text = page.get_textpage()
    place = text.search("示例省虚构市").get_next()
    left, bottom, right, top = text.get_charbox(place[0])
    mm = 72 / 25.4
    height = page.get_height()
    assert 20 * mm <= left <= 40 * mm
    assert 45 * mm <= height - top <= 90 * mm
    file.close()


def test_a_fetch_is_asked_again_and_who_is_gone_has_no_page(post):
    officer, address = printed(post)
    gone = Letter.objects.filter(about=post.campaign).order_by("ref").first().to
    Subject.objects.filter(ref=gone).update(state=Held.DESTROYED, destroyed_at=clock.now())
    place = post.handing.people.index(gone)
    shown = officer.get(address)
    pages = texts(shown.content)
    assert len(pages) == 7
    assert values(place)["address"] not in [line for page in pages for line in page.splitlines()]
    lapses.revoke(post.house, "19.3")
    refused = officer.get(address)
    assert refused.status_code >= 400
    assert "19.3" in refused.content.decode()


STOPS = {"a demand": lambda house: lapses.revoke(house, "19.3"), "a stop": lapses.suspend}


@pytest.mark.parametrize("name", STOPS)
def test_what_lapses_while_a_file_is_set_is_no_file(post, name, monkeypatch):
    """A command's file is not fetched, so nobody asks again."""
    setting, kept = window_letters.of, []

    def long(*given):
        made = setting(*given)
        STOPS[name](post.house)
        return made

    monkeypatch.setattr(window_letters, "of", long)
    with pytest.raises((DoorShut, GateClosed)):
        jobs.print_letters(
            post.campaign, post.house.dpo, lambda content, people: kept.append(people)
        )
    assert kept == []
    assert post.states() == {State.TO_PRINT: 8}


@pytest.mark.both
def test_letters_that_are_set_in_parts_are_one_file_and_each_can_be_left_out(post, monkeypatch):
    monkeypatch.setattr(paper, "AT_ONCE", 3)
    officer, address = printed(post)
    whole = officer.get(address).content
    numbers, starts = marks(whole)
    assert (numbers, starts) == ([str(n) for n in range(1, 9)], list(range(8)))
    pages = texts(whole)
    assert len(pages) == 8
    assert all("收" in page and "https://rules.example/notice#" in page for page in pages)
    assert b"/OutputIntents" in whole
    gone = Letter.objects.filter(about=post.campaign).order_by("ref")[4].to
    Subject.objects.filter(ref=gone).update(state=Held.DESTROYED, destroyed_at=clock.now())
    left = texts(officer.get(address).content)
    assert left == [*pages[:4], *pages[5:]]


def marks(content):
    """Titles of the bookmarks, and the pages they lead to."""
    file = pypdfium2.PdfDocument(content)
    try:
        found = [*file.get_toc(max_depth=1)]
        return [one.get_title() for one in found], [one.get_dest().get_index() for one in found]
    finally:
        file.close()


def test_posted_letters_start_the_time_and_come_back(post):
    with pytest.raises(NothingPrinted):
        letter_writer.posted(
            campaign=post.campaign, writer=jobs.WRITER, actor=post.house.dpo, at=clock.now()
        )
    printed(post)
    count = letter_writer.posted(
        campaign=post.campaign, writer=jobs.WRITER, actor=post.house.dpo, at=clock.now()
    )
    assert (count, post.states()) == (8, {State.SENT: 8})
    first = post.handing.people[0]
    assert post.delivery(first) == REACHED
    dispatch.came_back(campaign=post.campaign, people=[first], actor=post.house.dpo, at=clock.now())
    assert (post.delivery(first), post.letter(first).state) == (UNREACHED, State.BOUNCED)
    with pytest.raises(NothingToPrint):
        letter_writer.to_print(post.campaign, jobs.WRITER, clock.now())


def test_letters_do_not_count_as_posted_while_a_promise_is_broken(post):
    printed(post)
    asked = {"campaign": post.campaign, "writer": jobs.WRITER, "actor": post.house.dpo}
    lapses.revoke(post.house, "19.3")
    with pytest.raises(DoorShut) as refused:
        letter_writer.posted(**asked, at=clock.now())
    assert "19.3" in refused.value.facts["demands"]
    assert post.states() == {State.PRINTED: 8}
    assert post.delivery(post.handing.people[0]) == rules.Delivery.QUEUED
    assert not told("letters.posted")
    lapses.suspend(post.house)
    with pytest.raises(Suspended):
        letter_writer.posted(**asked, at=clock.now())
    assert post.states() == {State.PRINTED: 8}


def test_nothing_counts_as_posted_in_a_deal_that_was_terminated(post):
    printed(post)
    lapses.terminate(post.house)
    with pytest.raises(Terminated):
        letter_writer.posted(
            campaign=post.campaign, writer=jobs.WRITER, actor=post.house.dpo, at=clock.now()
        )
    assert not told("letters.posted")


def test_a_campaign_does_not_end_while_a_letter_waits(post):
    found = post.found()
    with pytest.raises(errors.LettersWaiting) as refused:
        campaigns.close(campaign=post.campaign, actor=post.house.dpo, at=found.window_ends_at)
    assert refused.value.facts["count"] == 8


def test_who_has_answered_gets_no_letter(post):
    post.handing.campaign = post.campaign
    answers.record(
        campaign=post.campaign,
        answers=[answers.Said(post.handing.people[0], rules.Answer.REFUSED)],
        channel=rules.Channel.PAPER,
        actor=post.house.dpo,
        at=clock.now(),
    )
    officer, address = printed(post)
    assert len(texts(officer.get(address).content)) == 7
    assert post.letter(post.handing.people[0]).state == State.DROPPED


def test_a_name_that_cannot_be_printed_costs_that_letter_alone(house):
    made = Post(house, ways=[Way.POST])
    odd = house.keep(person(50, name="虚构\U0001f600"))
    made.begin()
    made.carry()
    officer, address = printed(made)
    assert len(texts(officer.get(address).content)) == 8
    assert made.letter(odd[0]).failure == "letters.unprintable"
    assert made.delivery(odd[0]) == UNREACHED


def test_pages_are_left_out_by_their_letters_however_long_each_is(post):
    found = post.found()
    found.notice = notices.of(found)
    text = letter_text.of(found)
    long = "很长的地址 " * 400
    sheets = [
        Sheet(f"虚构{n}", long if n == 1 else "示例省", Own(f"CODE-{n}", "")) for n in range(3)
    ]
    whole = paper.pages(Letterhead(text, "—", "云岚", clock.now()), sheets)
    left = "".join(texts(paper.without(whole, [1])))
    assert ("CODE-0" in left, "CODE-1" in left, "CODE-2" in left) == (True, False, True)
    assert Ref(post.campaign)


@pytest.mark.slow
def test_a_large_campaign_is_one_file_with_everybody_once(house, record_property):
    """In ``make test`` some 140 people, in ``make long`` ten thousand."""
    made = Post(house, 9_992 if portion.is_long() else 130, ways=[Way.POST])
    made.begin()
    made.carry()
    count = made.states()[State.TO_PRINT]
    _, address = printed(made)
    # Setting them takes longer than a proof of who one is lasts.
    answer = signed_in(house.dpo).get(address)
    assert answer.status_code == 200, answer.content[:1000].decode()
    pages = texts(answer.content)
    links = {page.partition("/notice#")[2].split()[0] for page in pages}
    assert len(pages) == len(links) == count
    assert made.states() == {State.PRINTED: count}
    letter_writer.posted(
        campaign=made.campaign, writer=jobs.WRITER, actor=house.dpo, at=clock.now()
    )
    assert made.states() == {State.SENT: count}
    record_property("letters", f"letters on paper={count} files=1 twice=0 none=0")
