"""Who proves who it is after pressing the button presses it once: four clicks for a reveal."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from shoumi.base import clock
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

PRESSED = "data-pressed"


@pytest.fixture
def sent(house):
    """Where the proof leads back to, of somebody who signed in a while ago and pressed."""
    house.at = clock.now()
    (one,) = house.keep_many(1)
    task = house.task(purpose=Purpose.INVENTORY, fields=["name"])
    address = f"/customers/{one}/reveal?task={task}&field=name"
    answer = signed_in(house.dpo, is_fresh=False).post(address, secure=True)
    assert answer.status_code == 303
    (onward,) = parse_qs(urlsplit(answer.headers["Location"]).query)["next"]
    assert onward.startswith(address)
    return onward


def page(person, address: str) -> str:
    answer = signed_in(person).get(address, follow=True, secure=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_after_the_proof_the_button_is_pressed_already(house, sent):
    text = page(house.dpo, sent)
    assert PRESSED in text
    assert "154" not in text[text.index("<main") :]  # shown by the post alone, which is entered


def test_the_press_is_that_persons_alone(house, sent):
    house.at = clock.now()
    task = house.task(fields=["name"], actors=[house[people.SERVICE]])
    other = f"{sent.partition('?')[0]}?task={task}&field=name&{sent.rpartition('&')[2]}"
    text = page(house[people.SERVICE], other)
    assert "只查看姓名" in text
    assert PRESSED not in text


def test_the_press_is_of_that_address_alone(house, sent):
    house.at = clock.now()
    task = house.task(fields=["name", "mobile"])
    other = f"{sent.partition('?')[0]}?task={task}&field=mobile&{sent.rpartition('&')[2]}"
    assert PRESSED not in page(house.dpo, other)


@pytest.mark.parametrize("forged", ["", "x", "WyJwZXJzb24iXQ:1:x"])
def test_an_address_that_somebody_made_presses_nothing(house, sent, forged):
    made = f"{sent.rpartition('&pressed=')[0]}&pressed={forged}"
    text = page(house.dpo, made)
    assert "只查看姓名" in text
    assert PRESSED not in text


def test_the_press_is_good_as_long_as_a_proof(house, sent):
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        assert PRESSED not in page(house.dpo, sent)


def test_an_act_that_is_not_a_reveal_is_pressed_again(house):
    visitor = signed_in(house.dpo, is_fresh=False)
    answer = visitor.post(f"/deals/{house.deal}/do/deal-terminate", secure=True)
    assert answer.status_code == 303
    assert "pressed" not in answer.headers["Location"]


def test_a_reveal_takes_four_clicks_of_somebody_whose_proof_is_over(house):
    """As a browser goes: what has to be followed or pressed counts, what the page does not."""
    house.at = clock.now()
    (one,) = house.keep_many(1)
    task = house.task(purpose=Purpose.INVENTORY, fields=["name"])
    visitor = signed_in(house.dpo, is_fresh=False)
    clicks, page_now = 0, visitor.get(f"/customers?deal={house.deal}").content.decode()

    def follow(pattern: str) -> str:
        nonlocal clicks
        clicks += 1
        found = re.search(pattern, page_now)
        assert found, f"nothing to click for {pattern} at click {clicks}"
        return html.unescape(found[1])

    href = follow(rf'href="(/customers/{one}[^"]*)"')
    page_now = visitor.get(href).content.decode()
    assert 'name="task"' in page_now
    clicks += 1  # the task that is chosen already
    page_now = visitor.get(f"{href}?task={task}").content.decode()
    address = f"/customers/{one}/reveal?task={task}&field=name"
    assert "/reveal" in page_now
    answer = visitor.post(address, secure=True)
    clicks += 1  # the button under the fields
    assert answer.headers["Location"].startswith("/step-up")
    clicks += 1  # the proof itself
    (onward,) = parse_qs(urlsplit(answer.headers["Location"]).query)["next"]
    proved = signed_in(house.dpo).get(onward, follow=True, secure=True).content.decode()
    assert PRESSED in proved  # the page presses it, nobody has to
    assert clicks <= 4
