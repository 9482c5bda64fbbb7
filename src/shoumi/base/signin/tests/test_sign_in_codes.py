"""The code of a generator at the door: good once, in whatever notation, and a step each side."""

from __future__ import annotations

from collections import Counter

import pytest

from shoumi.base.signin import factors, rules, totp
from shoumi.base.signin.errors import CodeWrong, NotLetIn
from shoumi.base.signin.models import Totp
from shoumi.base.signin.tests.concurrency import COMMITTED, together
from shoumi.base.signin.tests.people import (
    LATER,
    MINUTE,
    NOW,
    SECOND,
    App,
    both,
    by_password,
    wrong,
)
from shoumi.base.vault.models import KeptSecret

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


# N2: a step is accepted once


def notations(code):
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    yield from (code, f"{code} ", f" {code}", f"{code[:3]} {code[3:]}", f"{code[:3]}-{code[3:]}")
    yield from (wide, f"{wide[:3]} {wide[3:]}", " ".join(code), f"\t{code}\n", f"\u200b{code}")
    yield from (f"{code}\u3000", "".join(f"{digit}\ufeff" for digit in code))


@pytest.mark.both
@COMMITTED
def test_a_code_is_good_once_in_whatever_notation(app, monkeypatch):
    monkeypatch.setattr(rules, "FREE_TRIES", 1000)
    written = list(notations(app.code(LATER)))
    assert len(set(written)) == 12
    outcomes = together((lambda code=code: by_password(app, LATER, code=code)) for code in written)
    assert Counter(type(one) for one in outcomes) == {str: 1, NotLetIn: 11}


@pytest.mark.both
@COMMITTED
def test_eight_at_the_same_moment_are_let_in_once(app):
    outcomes = together((lambda: by_password(app, LATER)) for _ in range(8))
    assert len([one for one in outcomes if isinstance(one, str)]) == 1


@pytest.mark.parametrize("written", list(notations("000000"))[1:])
def test_each_notation_is_read_as_the_same_digits(written):
    assert totp._digits(written) == b"000000"


@pytest.mark.parametrize("written", ["00000", "0000000", "٠٠٠٠٠٠", "00000o", "000000x", "0" * 99])
def test_what_is_not_six_digits_is_no_code(written):
    assert totp._digits(written) == b""


@pytest.mark.parametrize(("steps", "is_let_in"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_the_window_is_one_step_each_side(app, steps, is_let_in):
    code = app.code(LATER + 30 * steps * SECOND)
    if is_let_in:
        assert by_password(app, LATER, code=code)
    else:
        with pytest.raises(NotLetIn):
            by_password(app, LATER, code=code)


@pytest.mark.both
def test_after_a_step_no_earlier_one_is_accepted(app):
    by_password(app, LATER, code=app.code(LATER + 30 * SECOND))
    with pytest.raises(NotLetIn):
        by_password(app, LATER)


@pytest.mark.both
def test_the_code_that_confirms_a_generator_is_spent_by_that(app):
    with pytest.raises(NotLetIn):
        by_password(app, NOW)


@pytest.mark.both
def test_a_wrong_password_does_not_spend_the_code(app):
    wrong(app)
    assert by_password(app, LATER)


@pytest.mark.both
@COMMITTED
def test_a_new_generator_replaces_the_old_one_only_when_it_is_confirmed(app, person):
    token = by_password(app, LATER)
    begun = App(factors.begin_codes(token=token, **both(LATER)))
    with pytest.raises(CodeWrong):
        factors.confirm_codes(token=token, code=app.code(LATER), **both(LATER))
    assert by_password(app, LATER + MINUTE)
    factors.confirm_codes(token=token, code=begun.code(LATER), **both(LATER))
    with pytest.raises(NotLetIn):
        by_password(app, LATER + 2 * MINUTE)
    assert by_password(begun, LATER + 2 * MINUTE)
    kept = list(Totp.objects.values_list("ref", flat=True))
    secrets = KeptSecret.objects.exclude(name__startswith="rowkey-")
    assert list(secrets.values_list("name", flat=True)) == kept
    assert len(kept) == 1
