"""What comes by letter, at the counter or as a text message goes by page from receipt to its end,
of a customer whom the house holds."""

from __future__ import annotations

import pytest

from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Request, SealedFile
from shoumi.chapters.feedback.rules import Part, State
from shoumi.chapters.feedback.services import text_replies
from shoumi.chapters.feedback.tests.pages.test_data_package import inside
from shoumi.chapters.feedback.tests.pages.test_enclosures import PAPER, brought
from shoumi.chapters.feedback.tests.pages.test_portal import visitor
from shoumi.chapters.feedback.tests.pages.test_requests import CALL, does, sees
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person, values

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def held(house):
    """A customer of the house's own, and who serves customers."""
    return house.keep(person(5))[0], house[people.SERVICE]


def taken(service, way, kind="COPY"):
    """The page of a request that came so, and the code of its receipt."""
    shown = does(service, "/requests", "request-receive", 200, **{**CALL, "way": way, "kind": kind})
    page = f"/requests/{Request.objects.latest('number').ref}"
    does(service, page, "request-take")
    return page, shown.partition("/ask/receipt#")[2][:43]


def packed(service, page):
    shown = does(service, page, "request-pack", 200)
    return shown.partition("<pre")[2].partition(">")[2].partition("<")[0].strip()


def ends(service, page, way):
    does(service, page, "request-reply", text="副本已备好", way=way)
    does(service, page, "request-close", outcome="GRANTED")
    found = Request.objects.get(ref=page.rpartition("/")[2])
    assert found.state == State.CLOSED
    queries.require_whole(found, queries.lines(found))
    return [one.part for one in queries.lines(found)]


def fetched(code, word):
    return inside(visitor().post("/ask/copy", {"code": code, "passphrase": word}, secure=True))


def test_a_letter_is_kept_as_it_came_and_answered_by_a_letter(held):
    subject, service = held
    page, code = taken(service, "LETTER")
    does(service, page, "request-enclose", file="LETTER", content=brought(PAPER, "letter.pdf"))
    own = values(5)
    given = {"first_field": "mobile", "first": own["mobile"]}
    does(service, page, "request-match", second_field="name", second=own["name"], **given)
    assert Request.objects.get().subject == subject
    word = packed(service, page)
    parts = ends(service, page, "LETTER")
    assert parts == [Part.RECEIVED, Part.ATTACHED, Part.REPLY]
    assert SealedFile.objects.count() == 1
    assert "信件" in sees(service, "/requests?way=LETTER")
    assert "DSR-0001.pdf" in fetched(code, word)


def test_who_comes_to_the_counter_is_known_there(held):
    subject, service = held
    page, code = taken(service, "COUNTER")
    does(service, page, "request-prove", proof="IN_PERSON", subject=subject)
    word = packed(service, page)
    assert ends(service, page, "COUNTER") == [Part.RECEIVED, Part.REPLY]
    assert "DSR-0001.pdf" in fetched(code, word)


def test_a_text_message_that_ends_messages_lets_the_customers_data_rest(house, held):
    subject, service = held
    own = values(5)
    text_replies.receive(
        number=own["mobile"],
        text="退订",
        relay_id="m-1",
        received_at=house.at,
        actor=service,
        at=house.at,
    )
    page = f"/requests/{Request.objects.get().ref}"
    assert "短信" in sees(service, page)
    assert own["mobile"] not in sees(service, page)
    does(service, page, "request-take")
    given = {"first_field": "mobile", "first": own["mobile"]}
    does(service, page, "request-match", second_field="name", second=own["name"], **given)
    assert "信息限制使用" in sees(service, page)
    assert "除了答复本人" in sees(service, f"/customers/{Ref(subject)}")
    assert ends(service, page, "TEXT_MESSAGE") == [Part.RECEIVED, Part.REPLY]
