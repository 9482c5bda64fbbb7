"""Files in a record: recordings with their notice, papers, what a person adds by the receipt."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.ledger import reader
from shoumi.base.vault import secrets
from shoumi.chapters.feedback import health, queries
from shoumi.chapters.feedback.models import Communication, Request, SealedFile
from shoumi.chapters.feedback.queries import kept_texts
from shoumi.chapters.feedback.rules import Part, Way, enclosures
from shoumi.chapters.feedback.rules.enclosures import Enclosure
from shoumi.chapters.feedback.services import erasure
from shoumi.chapters.feedback.tests.pages.test_portal import asks, reads, sends
from shoumi.chapters.feedback.tests.pages.test_requests import CALL, does, sees
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 400
PAPER = b"%PDF-1.7\n% power of attorney of a made-up person\n"
NAME = "虚构客户的通话.wav"


def brought(content=SOUND, name=NAME):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def service(house):
    return house[people.SERVICE]


@pytest.fixture
def called(service):
    """A request that came by telephone, in the hands of customer service; its page."""
    does(service, "/requests", "request-receive", 200, **{**CALL, "kind": "ACCESS"})
    page = f"/requests/{Request.objects.get().ref}"
    does(service, page, "request-take")
    return page


@pytest.fixture
def subject(house):
    return house.keep(person(3))[0]


def encloses(who, page, status=303, **given):
    return does(who, page, "request-enclose", status, **given)


def lines(part):
    return Communication.objects.filter(part=part)


def test_a_recording_lies_sealed_in_the_record_and_is_fetched_with_an_entry(service, called):
    encloses(service, called, file="RECORDING", content=brought(), is_told="on")
    [line] = lines(Part.CALL)
    assert (line.way, line.by) == (Way.PHONE, service)
    stored = bytes(SealedFile.objects.get(ref=line.ref).sealed)
    assert SOUND[:40] not in stored
    assert NAME not in sees(service, called)
    assert "通话录音" in sees(service, called)
    opened = does(service, called, "request-open", 200)
    assert NAME in opened
    [address] = re.findall(rf"{called}/files/[\w-]+", opened)
    fetched = signed_in(service).post(address, secure=True)
    assert (fetched.status_code, fetched.content) == (200, SOUND)
    assert fetched["Content-Disposition"].endswith('.wav"')
    tags = [one.line().tag for one in reader.entries(about=Ref(called.rpartition("/")[2]))]
    assert tags[-3:] == ["feedback.enclosed", "feedback.opened", "feedback.opened"]


def test_one_of_which_the_person_was_not_told_is_not_kept(service, called):
    refused = encloses(service, called, 422, file="RECORDING", content=brought())
    assert "没有在开头告诉对方" in refused
    assert not SealedFile.objects.exists()
    assert not lines(Part.CALL).exists()


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("RECORDING", PAPER, "不是录音"),
        ("AUTHORITY", SOUND, "PDF"),
        ("LETTER", b"MZ\x90\x00", "PDF"),
        ("RECORDING", b"RIFF" + b"\0" * enclosures.MOST_RECORDING, "超过 40 MB"),
    ],
)
def test_what_is_not_what_it_is_said_to_be_is_refused(service, called, file, content, words):
    refused = encloses(service, called, 422, file=file, content=brought(content), is_told="on")
    assert words in refused
    assert not SealedFile.objects.exists()


def test_another_who_serves_customers_neither_adds_to_it_nor_fetches_it(house, service, called):
    encloses(service, called, file="LETTER", content=brought(PAPER, "a.pdf"))
    other = house[people.CONSULTANT]
    encloses(other, called, 422, file="LETTER", content=brought(PAPER, "b.pdf"))
    [line] = lines(Part.ATTACHED)
    fetched = signed_in(other).post(f"{called}/files/{line.ref}", secure=True)
    assert fetched.status_code == 404


def test_nobody_is_believed_to_be_an_agent_without_a_paper(service, called):
    assert "委托书" in does(service, called, "request-prove", 422, proof="AGENT")
    encloses(service, called, file="AUTHORITY", content=brought(PAPER, "a.pdf"))
    does(service, called, "request-prove", proof="AGENT")
    assert Request.objects.get().proof == "AGENT"


def test_files_go_with_their_customer_and_the_row_says_what_the_ledger_says(
    subject, service, called
):
    encloses(service, called, file="RECORDING", content=brought(), is_told="on")
    does(service, called, "request-prove", proof="IN_PERSON", subject=subject)
    assert kept_texts.remaining([subject]) == 3  # who asks, the request, the recording
    found = Request.objects.get()
    entries = list(reader.entries(about=Ref(found.ref)))
    assert health._is_as_told(found, entries)
    queries.require_whole(found, queries.lines(found))
    erasure.forget([subject])
    assert not SealedFile.objects.exists()
    assert not secrets.existing([Ref(one.ref) for one in queries.lines(found)])


def test_each_kind_of_file_has_its_part_in_the_record():
    found = {one: enclosures.part_of(one) for one in Enclosure}
    assert found.pop(Enclosure.RECORDING) is Part.CALL
    assert set(found.values()) == {Part.ATTACHED}


# -- what the person adds -------------------------------------------------------------------------


def adds(code, status=200, lang="zh", **given):
    return sends("/ask/receipt/add", lang, status, code=code, **{"text": "", **given})


def test_who_was_asked_for_more_answers_by_the_receipt_and_the_clock_goes_on(house, service):
    _, code = asks()
    page = f"/requests/{Request.objects.get().ref}"
    does(service, page, "request-take")
    does(service, page, "request-ask", text="请补充委托书", way="PORTAL")
    assert "请补充委托书" in reads(code)
    assert "等对方补充" in sees(service, page)
    shown = adds(code, text="附上", paper=brought(PAPER, "wts.pdf"))
    assert "补充已收到" in shown
    assert "wts.pdf" in shown
    assert "等对方补充" not in sees(service, page)
    parts = [one.part for one in queries.lines(Request.objects.get())]
    assert parts == [Part.RECEIVED, Part.ASKED, Part.ADDED, Part.ATTACHED]
    opened = does(service, page, "request-open", 200)
    assert "附上" in opened
    does(service, page, "request-prove", proof="AGENT")


def test_a_paper_alone_will_do_and_nothing_at_all_will_not(house):
    _, code = asks("en")
    assert "Write something or choose a file" in adds(code, 422, "en")
    adds(code, lang="en", paper=brought(PAPER, "a.pdf"))
    assert "(see the file)" in reads(code, "en")


def test_nothing_is_added_without_the_receipt_nor_of_another_kind_nor_after_the_answer(
    house, service
):
    _, code = asks(kind="QUESTION")
    adds("x" * 43, 404, text="在吗")
    assert "PDF" in adds(code, 422, paper=brought(b"MZ\x90\x00", "a.exe"))
    page = f"/requests/{Request.objects.get().ref}"
    does(service, page, "request-take")
    does(service, page, "request-reply", text="周一至周五", way="PORTAL")
    shown = adds(code, 422, text="还有")
    assert "已经答复" in shown
    assert "补充</h2>" not in shown
    assert not lines(Part.ADDED).exists()
    assert not SealedFile.objects.exists()


def test_one_receipt_adds_no_flood(house, monkeypatch):
    _, code = asks()
    said = [adds_any(code) for _ in range(8)]
    assert said[:5] == [200] * 5
    assert said[-1] == 422
    assert lines(Part.ADDED).count() == said.count(200)
    monkeypatch.setattr(enclosures, "MOST_ADDITIONS", 1)
    _, other = asks()
    adds(other, text="一")
    adds(other, 422, text="二")


def adds_any(code):
    from shoumi.chapters.feedback.tests.pages.test_portal import visitor

    return (
        visitor().post("/ask/receipt/add", {"code": code, "text": "在吗"}, secure=True).status_code
    )
