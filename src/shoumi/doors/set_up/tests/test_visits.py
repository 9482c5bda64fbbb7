"""By a link that is good once, at this machine, and slowed down where it is guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shoumi.base.signin import rules, tokens
from shoumi.base.signin.tokens import Use
from shoumi.doors.set_up import draft
from shoumi.doors.set_up.tests.conftest import TOKEN, client, text_of


def test_without_the_link_every_page_leads_to_where_it_is_told_of(site):
    for address in ("/home", "/home/company", "/home/make", "/home/sheet"):
        answer = client().get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/"), address
    assert "serve" in text_of(client().get("/"))


def test_opening_the_link_spends_nothing_and_the_button_spends_it(site):
    looked = client()
    assert looked.get(f"/set-up/{TOKEN}").status_code == 200
    assert looked.get(f"/set-up/{TOKEN}").status_code == 200
    entered = looked.post(f"/set-up/{TOKEN}")
    assert (entered.status_code, entered["Location"]) == (303, "/home")
    assert looked.get("/home").status_code == 200
    assert client().post(f"/set-up/{TOKEN}").status_code == 403
    assert client().get(f"/set-up/{TOKEN}").status_code == 403


def test_the_cookie_is_for_this_site_and_no_script(site):
    cookie = client().post(f"/set-up/{TOKEN}").cookies["__Host-shoumi-set-up"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")


def test_guesses_wait_longer_and_longer_and_others_do_not(site):
    guesser = client()
    for _ in range(rules.FREE_TRIES):
        assert "链接不能用" in text_of(guesser.get("/set-up/guess"))
    assert "链接不能用" not in text_of(guesser.get("/set-up/guess"))
    other = client(REMOTE_ADDR="::1")
    assert other.get(f"/set-up/{TOKEN}").status_code == 200


def test_a_day_later_the_link_is_worth_nothing(site, monkeypatch):
    began = datetime.now(UTC) - rules.LINK_VALID - timedelta(seconds=1)
    old = draft.Visit(tokens.digest(TOKEN, Use.SETUP), began)
    monkeypatch.setattr(draft, "visit", old)
    assert client().post(f"/set-up/{TOKEN}").status_code == 403


def test_from_another_machine_in_the_clear_nobody_comes_in(site):
    afar = client(REMOTE_ADDR="203.0.113.7")
    for answer in (afar.get("/"), afar.get(f"/set-up/{TOKEN}"), afar.post(f"/set-up/{TOKEN}")):
        assert answer.status_code == 403
        assert "https" in text_of(answer)


def test_a_form_of_another_site_does_nothing(site):
    strict = client(enforce_csrf_checks=True)
    assert strict.post(f"/set-up/{TOKEN}").status_code == 403
    assert client().post(f"/set-up/{TOKEN}").status_code == 303


def test_once_there_is_a_home_nothing_is_shown(visitor):
    draft.draft.is_made = True
    for address in ("/home", "/home/company", f"/set-up/{TOKEN}", "/anything"):
        answer = visitor.get(address)
        assert (answer.status_code, answer["Refresh"]) == (503, "2"), address
        assert "set-up-steps" not in text_of(answer)
