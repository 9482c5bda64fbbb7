from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from shoumi.core import webhooks
from shoumi.core.refs import Ref
from shoumi.core.webhooks import NotOurs, spelled, verify

NOW = datetime(2026, 10, 20, 1, 2, 3, 456789, tzinfo=UTC)
OLD, NEW = b"o" * 32, b"n" * 32
NAME, DEAL = Ref("hook-1"), Ref("deal-1")


def pushed(secrets=(NEW,), at=NOW):
    content = webhooks.body(name=NAME, tag="deal.created", position=7, deal=DEAL, at=NOW)
    return content, webhooks.headers(content, name=NAME, sent_at=at, secrets=secrets)


def checked(content, given, secrets=(NEW,), now=NOW):
    return verify(content, given, secrets=[spelled(one) for one in secrets], now=now)


def test_what_is_pushed_holds_references_and_closed_words_only():
    content, _ = pushed()
    assert json.loads(content) == {
        "data": {"deal": "deal-1", "id": "hook-1", "position": 7},
        "timestamp": "2026-10-20T01:02:03.456789Z",
        "type": "deal.created",
    }
    alone = webhooks.body(name=NAME, tag="deal.created", position=7, deal=None, at=NOW)
    assert json.loads(alone)["data"]["deal"] is None


def test_the_published_example_of_the_specification_is_signed_alike():
    """The reference libraries of Standard Webhooks all test with these."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    given = {
        webhooks.ID: "msg_p5jXN8AQM9LWM0D4loKWxJek",
        webhooks.TIMESTAMP: "1614265330",
        webhooks.SIGNATURE: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    now = datetime.fromtimestamp(1614265330, UTC)
    told = verify(b'{"test": 2432232314}', given, secrets=[spelled(secret)], now=now)
    assert told == "msg_p5jXN8AQM9LWM0D4loKWxJek"


def test_a_receiver_with_either_secret_takes_it_while_they_change_over():
    content, given = pushed(secrets=(NEW, OLD))
    assert checked(content, given, (OLD,)) == checked(content, given, (NEW,)) == NAME
    assert checked(content, given, (b"x" * 32, OLD)) == NAME
    with pytest.raises(NotOurs):
        checked(content, given, (b"x" * 32,))


@pytest.mark.parametrize(
    "off", [timedelta(minutes=5, seconds=2), timedelta(minutes=-5, seconds=-2)]
)
def test_a_message_of_another_time_is_not_taken(off):
    content, given = pushed()
    with pytest.raises(NotOurs):
        checked(content, given, now=NOW + off)
    assert checked(content, given, now=NOW + off * 0.9) == NAME


@pytest.mark.parametrize(
    ("header", "value"),
    [
        (webhooks.ID, "hook-2"),
        (webhooks.ID, ""),
        (webhooks.ID, "hook-1.1"),
        (webhooks.TIMESTAMP, "1792458124"),
        (webhooks.TIMESTAMP, ""),
        (webhooks.TIMESTAMP, "1e9"),
        (webhooks.TIMESTAMP, "١٧٩٢٤٥٨١٢٣"),
        (webhooks.SIGNATURE, ""),
        (webhooks.SIGNATURE, "v1,"),
        (webhooks.SIGNATURE, "v1a,AAAA"),
    ],
)
def test_whatever_is_changed_in_the_headers_it_is_not_taken(header, value):
    content, given = pushed()
    with pytest.raises(NotOurs):
        checked(content, given | {header: value})


def test_no_flipped_bit_of_the_body_is_taken(tally):
    content, given = pushed()
    for place in range(len(content) * 8):
        changed = bytearray(content)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(NotOurs):
            checked(bytes(changed), given)
    tally("webhook body", len(content) * 8)


def test_a_secret_that_is_none_takes_nothing():
    content, given = pushed()
    with pytest.raises(NotOurs):
        verify(content, given, secrets=["whsec_not base64"], now=NOW)
    with pytest.raises(NotOurs):
        verify(content, given, secrets=[], now=NOW)
