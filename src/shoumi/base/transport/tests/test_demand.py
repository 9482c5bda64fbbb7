"""3.2 holds while each path there is was tried of late and found encrypted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.egress.tests.https_server import NAME, allowed
from shoumi.base.ledger import reader
from shoumi.base.registry import PathKind
from shoumi.base.transport import negotiation, paths, queries, server_address, services
from shoumi.base.transport.negotiation import Found, Negotiated
from shoumi.base.transport.tests.conftest import ELSEWHERE, web
from shoumi.base.webhooks import queries as webhooks
from shoumi.core.handbook.doors import Reach
from shoumi.core.refs import SYSTEM
from shoumi.core.terms import ControlState

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])

GOOD = Negotiated(Found.ENCRYPTED, "TLSv1.3", AT + timedelta(days=90))


@pytest.fixture
def found(monkeypatch):
    """What each try finds, by the name of a host."""
    known = {}
    monkeypatch.setattr(negotiation, "attempt", lambda path: known.get(path.host, GOOD))
    return known


def test_where_nothing_leaves_the_machine_there_is_nothing_to_encrypt(home):
    assert server_address.read() is None
    assert (held := queries.holding(AT)).state is ControlState.NOT_APPLICABLE
    assert held.reason == queries.NO_PATH
    server_address.write_down("127.0.0.1", [])
    assert queries.holding(AT).state is ControlState.NOT_APPLICABLE


def test_once_others_reach_it_every_public_name_is_a_path(home):
    server_address.write_down("127.0.0.1", ["rules.example", "shoumi.example"])
    assert paths.all_of() == [web("rules.example"), web("shoumi.example")]
    server_address.write_down(ELSEWHERE, [])
    assert paths.all_of() == [web(ELSEWHERE, 0, is_plain=True)]
    assert queries.holding(AT).reason == queries.UNTRIED


@pytest.mark.parametrize("proxies", [(), ("127.0.0.1",), ("10.0.0.9",)])
@pytest.mark.parametrize("host", ["0.0.0.0", "::", ELSEWHERE])  # noqa: S104 - that is what is wrong
def test_the_listener_itself_is_a_path_in_the_clear_beside_the_public_name(
    house, security, monkeypatch, host, proxies
):
    tried = negotiation.attempt
    monkeypatch.setattr(
        negotiation, "attempt", lambda path: GOOD if path.port == 443 else tried(path)
    )
    server_address.write_down(host, ["rules.example"], proxies, port=8000)
    assert paths.all_of() == [web(host, 8000, is_plain=True), web("rules.example")]
    services.attempt_all(actor=security, at=AT)
    held = queries.holding(AT)
    assert (held.state, held.reason, held.reach) == (
        ControlState.FAIL,
        queries.IN_CLEAR,
        Reach.REMOTE,
    )


@pytest.mark.parametrize("text", ["", "{", "[]", '{"host": "x"}', '{"host": "x", "hosts": null}'])
def test_a_home_that_cannot_tell_how_it_is_served_fails(home, text):
    server_address.write_down("127.0.0.1", [])
    (home / "serving.json").write_text(text)
    assert queries.holding(AT).reason == queries.UNKNOWN


def test_a_relay_elsewhere_is_a_path_and_one_on_this_machine_is_none(home, monkeypatch):
    monkeypatch.setenv("SHOUMI_SMTP_URL", "smtp://127.0.0.1:2525?from=a@platform.example")
    assert paths.all_of() == []
    monkeypatch.setenv("SHOUMI_SMTP_URL", "smtp://relay.example?from=a@platform.example")
    (path,) = paths.all_of()
    assert (path.host, path.port, path.starts_in_clear) == ("relay.example", 587, True)


@pytest.mark.both
def test_a_try_is_kept_in_the_ledger_and_holds_for_two_days(house, security, served, found):
    served(web(), web("relay.example", 465))
    position = services.attempt_all(actor=security, at=AT)
    assert reader.entry(position).line().facts["encrypted"] == 2
    held = queries.holding(AT)
    assert (held.state, held.position) == (ControlState.PASS, position)
    assert held.until == AT + timedelta(days=2)
    late = queries.holding(AT + timedelta(days=2))
    assert (late.state, late.reason, late.reach) == (
        ControlState.STALE,
        queries.OLD,
        Reach.REMOTE,
    )


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (Negotiated(Found.IN_CLEAR), queries.IN_CLEAR),
        (Negotiated(Found.UNTRUSTED), queries.UNTRUSTED),
        (Negotiated(Found.FAILED), queries.FAILED),
        (replace(GOOD, until=AT), queries.UNTRUSTED),
    ],
)
def test_one_path_that_is_not_encrypted_is_enough(house, security, served, found, one, reason):
    served(web(), web("relay.example", 465))
    found["relay.example"] = one
    services.attempt_all(actor=security, at=AT)
    held = queries.holding(AT)
    assert (held.state, held.reason, held.reach) == (ControlState.FAIL, reason, Reach.REMOTE)


def test_it_holds_no_longer_than_the_first_certificate(house, security, served, found):
    served(web())
    found["rules.example"] = replace(GOOD, until=AT + timedelta(hours=5))
    services.attempt_all(actor=security, at=AT)
    assert queries.holding(AT).until == AT + timedelta(hours=5)
    assert queries.holding(AT + timedelta(hours=5)).reason == queries.UNTRUSTED


def test_a_new_path_is_not_believed_before_it_was_tried(house, security, served, found):
    served(web())
    services.attempt_all(actor=security, at=AT)
    served(web(), web("new.example"))
    assert queries.holding(AT).reason == queries.UNTRIED


def test_only_operations_and_security_try_and_the_house_does_each_day(house, served, found):
    served(web())
    with pytest.raises(NotPermitted):
        services.attempt_all(actor=house.head, at=AT)
    services.attempt_all(actor=SYSTEM, at=AT)
    assert queries.holding(AT).state is ControlState.PASS


def test_where_the_house_calls_nobody_yet_a_host_on_the_list_is_no_path(house, security):
    allowed(NAME, asker=security, approver=house.dpo, at=AT)
    assert paths.all_of() == []


def test_a_receiver_of_events_is_a_path(house, security, monkeypatch):
    allowed(NAME, asker=security, approver=house.dpo, at=AT)
    monkeypatch.setattr(webhooks, "all_endpoints", lambda: FewEndpoints())
    (path,) = paths.all_of()
    assert (path.kind, path.host, path.port) == (PathKind.CALL_OUT, NAME, 443)


class FewEndpoints:
    def values_list(self, *_, **__):
        return [f"https://{NAME}/events", f"https://{NAME}/other"]
