"""On a real home the command line acts for nobody who has not given it a credential."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shoumi.base.accounts import services as accounts
from shoumi.base.api_tokens import services
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.clock import home as homes
from shoumi.base.vault import services as vault
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
HEAD, OFFICER = "郑样板", "林示范"


@pytest.fixture
def people(empty) -> dict[str, Ref]:
    now = datetime.now(UTC)
    homes.create(homes.Kind.REAL)
    vault.setup(at=now)
    found = accounts.found(head=HEAD, dpo=OFFICER, at=now)
    return dict(zip((HEAD, OFFICER), (Ref(one.ref) for one in found), strict=True))


@pytest.fixture
def keep(people, tmp_path, monkeypatch):
    def made(name: str, *scopes: Scope, lasts: timedelta | None = None):
        now = datetime.now(UTC)
        _, text = services.make(
            name="terminal", scopes=scopes, lasts=lasts, actor=people[name], at=now, real_at=now
        )
        place = tmp_path / "credential"
        place.write_text(text)
        place.chmod(0o600)
        monkeypatch.setenv("SHOUMI_CREDENTIAL", str(place))
        return place

    return made


def test_without_one_nobody_acts(people, no):
    assert "凭证" in no("token", "list", "--as", OFFICER)
    no("token", "make", "x", "--scope", "deals:read", "--as", OFFICER)
    no("person", "grant", "request", OFFICER, "SEC", "--as", HEAD)


def test_with_ones_own_one_acts_and_for_nobody_else(keep, yes, no):
    keep(OFFICER, Scope.TERMINAL)
    assert yes("token", "list", "--as", OFFICER)["tokens"]
    no("token", "list", "--as", HEAD)


def test_a_token_for_something_else_is_none(keep, no):
    keep(OFFICER, Scope.DEALS_READ, Scope.APPROVALS_WRITE)
    no("token", "list", "--as", OFFICER)


def test_a_file_that_others_may_read_is_none(keep, no):
    keep(OFFICER, Scope.TERMINAL).chmod(0o644)
    no("token", "list", "--as", OFFICER)


def test_what_acts_for_nobody_needs_none(people, yes):
    assert yes("person", "list")["people"]
