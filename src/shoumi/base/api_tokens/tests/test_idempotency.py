"""A key is used once, in one process or in several at the same moment."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest

from shoumi.base.accounts.tests.cast import AT
from shoumi.base.api_tokens import idempotency, jobs, kept_answers, queries, rules, services
from shoumi.base.api_tokens.errors import BrokenOff, KeyNeeded, KeyReused, StillRunning
from shoumi.base.api_tokens.idempotency import Kept
from shoumi.base.api_tokens.models import Answer
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.api_tokens.tests.test_tokens import NOW
from shoumi.base.signin.tests.concurrency import COMMITTED, together

pytestmark = COMMITTED

KEY, SENT, OTHER = "a-key-of-mine", sha256(b"sent").digest(), sha256(b"other").digest()
ANSWER = Kept(201, "application/json", b'{"ref":"deal-0"}')


def bearer(person, name="对接"):
    given = {"name": name, "scopes": [Scope.DEALS_WRITE], "actor": person}
    _, text = services.make(**given, at=AT, real_at=NOW)
    return queries.bearer(token=text, at=AT, real_at=NOW)


@pytest.fixture
def token(person):
    return bearer(person)


def begin(token, key=KEY, request=SENT, *, is_kept=True, real_at=NOW):
    return idempotency.begin(
        bearer=token, key=key, request=request, is_kept=is_kept, real_at=real_at
    )


@pytest.mark.both
def test_a_second_call_is_answered_as_the_first_was(token):
    idempotency.finish(begin(token), ANSWER, token)
    assert begin(token) == ANSWER


@pytest.mark.both
def test_a_key_does_not_come_with_another_request(token):
    idempotency.finish(begin(token), ANSWER, token)
    with pytest.raises(KeyReused):
        begin(token, request=OTHER)


@pytest.mark.both
def test_a_key_of_one_token_is_nothing_to_another(token, person):
    idempotency.finish(begin(token), ANSWER, token)
    assert isinstance(begin(bearer(person, "另一个")), Answer)


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with space", "钥匙钥匙钥匙钥匙"])
def test_a_key_is_eight_to_sixty_four_plain_characters(token, key):
    with pytest.raises(KeyNeeded):
        begin(token, key)


@pytest.mark.both
def test_while_the_first_runs_the_second_is_told_to_wait(token):
    begin(token)
    with pytest.raises(StillRunning):
        begin(token, real_at=NOW + rules.RUNS_AT_MOST - timedelta(seconds=1))


@pytest.mark.both
def test_what_broke_off_is_not_done_again_by_itself(token):
    begin(token)
    with pytest.raises(BrokenOff):
        begin(token, real_at=NOW + rules.RUNS_AT_MOST)


@pytest.mark.both
def test_of_many_at_the_same_moment_one_runs(token):
    found = together([lambda: begin(token)] * 6)
    assert sum(isinstance(one, Answer) for one in found) == 1
    assert sum(isinstance(one, StillRunning) for one in found) == 5


@pytest.mark.both
def test_what_has_values_of_people_is_kept_nowhere_and_runs_anew(token):
    for _ in range(2):
        taken = begin(token, is_kept=False)
        idempotency.finish(taken, Kept(200, "application/json", b""), token)
    assert Answer.objects.count() == 1
    with pytest.raises(KeyReused):
        begin(token, request=OTHER, is_kept=False)


@pytest.mark.both
def test_what_is_kept_says_nothing_to_whoever_has_the_database(token):
    idempotency.finish(begin(token), ANSWER, token)
    row = Answer.objects.get()
    assert b"deal-0" not in bytes(row.body)
    assert kept_answers.opened(row, token.text) == ANSWER.body
    assert kept_answers.opened(row, rules.make()) is None


@pytest.mark.parametrize("column", ["key", "request", "token_id"])
def test_an_answer_in_the_place_of_another_is_none(token, column):
    idempotency.finish(begin(token), ANSWER, token)
    row = Answer.objects.get()
    setattr(row, column, "another")
    assert kept_answers.opened(row, token.text) is None


@pytest.mark.both
@pytest.mark.parametrize("body", [b'{"ref":"deal-0"}', b"\xff", b"", b"\x01short"])
def test_what_cannot_be_opened_is_not_done_again_by_itself(token, body):
    """As an earlier version kept it, or cut off."""
    idempotency.finish(begin(token), ANSWER, token)
    Answer.objects.update(body=body)
    with pytest.raises(BrokenOff):
        begin(token)


@pytest.mark.both
def test_an_answer_is_kept_for_a_day_and_swept_then(token, monkeypatch):
    idempotency.finish(begin(token), ANSWER, token)
    day = timedelta(hours=24)
    monkeypatch.setattr(jobs.server_time, "now", lambda: NOW + day - timedelta(seconds=1))
    jobs.sweep.func()
    assert begin(token) == ANSWER
    monkeypatch.setattr(jobs.server_time, "now", lambda: NOW + day)
    jobs.sweep.func()
    assert Answer.objects.count() == 0
