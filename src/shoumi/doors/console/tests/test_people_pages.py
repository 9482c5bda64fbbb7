"""People are enrolled, given roles by two, let in by a link shown once, and sent out at once."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from shoumi.base.accounts import queries
from shoumi.base.accounts.models import Ask, Grant, Person
from shoumi.base.signin.models import Account, Again, Session
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import Visitor, signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

SLUGS = ("request-role", "retire", "invite", "ask-again", "lock-down")


def head(house):
    return house[people.HEAD]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_open(house, stranger, lang):
    visitor = signed_in(house.dpo, lang=lang)
    addresses = ["/people", "/people?which=left", "/people/do/enrol", f"/people/{stranger}"]
    addresses += [f"/people/{stranger}/do/{slug}" for slug in SLUGS]
    for address in addresses:
        assert visitor.get(address).status_code == 200, address


def test_somebody_is_enrolled_without_a_role(house):
    answer = signed_in(house.dpo).act("/people/do/enrol", name="郑示例", kind="staff")
    made = Person.objects.get(name="郑示例")
    assert answer.redirect_chain[0][0].startswith(f"/people/{made.ref}?done=enrol")
    assert queries.all_roles(Ref(made.ref), house.at) == frozenset()
    assert told("person.enrolled")[-1].about == made.ref


def test_a_name_that_is_a_role_is_refused(house):
    answer = signed_in(house.dpo).act("/people/do/enrol", name="DPO", kind="staff")
    assert answer.status_code == 422


def test_a_role_takes_two_people(house, stranger):
    asked = signed_in(house.dpo).act(f"/people/{stranger}/do/request-role", role="CS")
    assert asked.status_code == 200
    ask = Ask.objects.latest("requested_at")
    approve = f"/people/asks/{ask.ref}/do/approve-role"
    own = signed_in(house.dpo).act(approve)
    assert own.status_code == 422
    assert approve in signed_in(head(house)).get("/people").content.decode()
    stale = signed_in(head(house), is_fresh=False).post(approve)
    assert stale.headers["Location"].startswith("/step-up")
    signed_in(head(house)).act(approve)
    assert Role.CS in queries.all_roles(stranger, datetime.now(UTC))
    assert told("grant.made")[-1].actor == head(house)
    assert approve not in signed_in(head(house)).get("/people").content.decode()


def test_who_asked_for_a_role_is_not_offered_to_approve_it(house, stranger):
    """For him or herself, or for another: it would only be refused."""
    signed_in(house.dpo).act(f"/people/{stranger}/do/request-role", role="CS")
    of_other = Ask.objects.latest("requested_at")
    signed_in(house[people.CONSULTANT]).act(f"/people/{head(house)}/do/request-role", role="CS")
    of_head = Ask.objects.latest("requested_at")
    for name, ask in ((house.dpo, of_other), (head(house), of_head)):
        text = signed_in(name).get("/people").content.decode()
        assert f"/people/asks/{ask.ref}/do/approve-role" not in text
        assert "等另一人批准" in text
    english = signed_in(house.dpo, lang="en").get("/people").content.decode()
    assert "another person approves it" in english
    for name, ask in ((house.dpo, of_head), (head(house), of_other)):
        text = signed_in(name).get("/people").content.decode()
        assert f"/people/asks/{ask.ref}/do/approve-role" in text


def test_a_role_is_ended_and_one_without_the_right_cannot(house, stranger):
    grant = Grant.objects.filter(role="CON").first()
    address = f"/people/grants/{grant.ref}/do/end-grant"
    assert signed_in(stranger).act(address, is_sure="on").status_code == 422
    signed_in(house.dpo).act(address, is_sure="on")
    grant.refresh_from_db()
    assert grant.until
    assert told("grant.ended")[-1].about == grant.ref


def test_somebody_leaves_for_good(house, stranger):
    address = f"/people/{stranger}/do/retire"
    assert signed_in(house.dpo).act(address).status_code == 422
    signed_in(house.dpo).act(address, is_sure="on")
    assert not Person.objects.get(ref=stranger).is_active
    assert stranger in signed_in(house.dpo).get("/people?which=left").content.decode()


def test_an_invitation_is_shown_once_and_opens_the_door(house, stranger):
    answer = signed_in(house.dpo).act(f"/people/{stranger}/do/invite", way="hand")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    link = re.search(r"https://localhost(/enter/[\w-]+)", answer.content.decode())
    assert link
    assert Visitor().get(link[1]).status_code == 200
    assert told("signin.invited")[-1].about == stranger


def test_coming_in_again_takes_two_people(house, stranger):
    visitor = signed_in(house.dpo)
    refused = visitor.act(f"/people/{stranger}/do/ask-again")
    assert refused.status_code == 422
    signed_in(stranger)
    Account.objects.filter(person=stranger).update(enrolled_at=datetime.now(UTC))
    visitor.act(f"/people/{stranger}/do/ask-again")
    again = Again.objects.get()
    address = f"/people/again/{again.ref}/do/approve-again"
    assert address not in visitor.get("/people").content.decode()
    assert address in signed_in(head(house)).get("/people").content.decode()
    assert visitor.act(address).status_code == 422
    text = signed_in(head(house)).act(address).content.decode()
    assert "/enter/" in text


def test_every_log_in_of_somebody_ends_at_once(house, stranger):
    theirs = signed_in(stranger)
    mine = signed_in(house.dpo)
    assert "登录着的" in mine.get(f"/people/{stranger}").content.decode()
    mine.act(f"/people/{stranger}/do/lock-down", is_sure="on")
    assert not Session.objects.filter(person=stranger).exists()
    assert theirs.get("/people").status_code == 302
    assert told("signin.locked_down")[-1].about == stranger


def test_one_log_in_of_somebody_is_ended(house, stranger):
    signed_in(stranger)
    session = Session.objects.get(person=stranger)
    signed_in(house.dpo).act(f"/people/sessions/{session.ref}/do/end-session")
    assert not Session.objects.filter(person=stranger).exists()


def test_log_ins_of_others_are_for_who_may_end_them(house, stranger):
    text = signed_in(stranger).get(f"/people/{house.dpo}").content.decode()
    assert "登录着的" not in text
    assert "do/lock-down" not in text
    assert "登录着的" in signed_in(stranger).get(f"/people/{stranger}").content.decode()


def test_acts_are_kept_from_who_has_no_role(house, stranger):
    visitor = signed_in(stranger)
    for slug in SLUGS:
        assert visitor.get(f"/people/{house.dpo}/do/{slug}").status_code == 403
    assert visitor.get("/people/do/enrol").status_code == 403
    assert signed_in(house.buyer).get("/people").status_code == 404


def test_the_list_goes_on_where_a_page_ends(house, monkeypatch):
    from shoumi.base.pages import tables

    monkeypatch.setattr(tables, "PAGE", 2)
    visitor = signed_in(house.dpo)
    first = visitor.get("/people").content.decode()
    after = re.search(r'href="\?after=([\w-]+)"', first)[1]
    second = visitor.get(f"/people?after={after}").content.decode()
    people_of = re.compile(r'href="/people/(person-\w+)"')
    assert not set(people_of.findall(first)) & set(people_of.findall(second))
