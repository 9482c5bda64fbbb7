"""What was said in a thread is destroyed when its term is over, and the thread says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.ledger import reader
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.queries import threads as queries
from shoumi.chapters.collaboration.services import erasure, second_looks, texts, threads
from shoumi.chapters.collaboration.services.scanned import File
from shoumi.chapters.collaboration.tests.test_threads import talk
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
__all__ = ["talk"]
THREE_YEARS = timedelta(days=3 * 365 + 1)
DAY = timedelta(days=1)


def test_texts_and_files_go_three_years_after_the_thread_was_closed(desk, talk):
    made = talk.say("好了。", File("清单".encode(), "a.txt"))
    desk.go(days=400)
    threads.close(thread=talk.ref, actor=desk.service, at=desk.at)
    last_day = desk.at + THREE_YEARS - DAY
    assert erasure.forget_past_term(last_day) == 0
    assert texts.opened(made.text) == "好了。"
    over = last_day + 2 * DAY
    assert erasure.forget_past_term(over) == 2
    assert texts.opened(made.text) == ""
    line = reader.latest(1)[0].line()
    assert (line.tag, line.about, line.facts["texts"]) == (Tag.FORGOTTEN, talk.ref, 2)
    assert erasure.forget_past_term(over) == 0


def test_where_nobody_closed_it_the_term_runs_from_its_last_message(desk, talk):
    first = talk.say("好了。")
    desk.go(days=30)
    second_looks.look(at=desk.at)
    talk.say("还有一件。")
    assert erasure.forget_past_term(desk.at + THREE_YEARS - 10 * DAY) == 0
    assert erasure.forget_past_term(desk.at + THREE_YEARS + DAY) == 2
    assert texts.opened(first.text) == ""


def test_a_message_whose_text_is_gone_is_looked_at_again_and_holds(desk, talk):
    made = talk.say("好了。")
    texts.forget(queries.contents_of(made))
    desk.go(days=2)
    assert second_looks.look(at=desk.at) == 0
    assert desk.state("11.2") == ("PASS", "")
    assert Ref(made.ref)
