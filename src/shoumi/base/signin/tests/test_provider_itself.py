"""A provider that is silent or unfit, and the file that names it."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.egress.models import Host
from shoumi.base.signin import oidc, provider
from shoumi.base.signin.errors import (
    NoProvider,
    ProviderSilent,
    ProviderUnfit,
)
from shoumi.base.signin.oidc import Aim
from shoumi.base.signin.tests.identity import (
    ISSUER,
    come,
    configure,
)
from shoumi.base.signin.tests.people import (
    NOW,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": f"{ISSUER}/"},
        {"issuer": None},
        {"token_endpoint": "http://id.example/token"},
        {"jwks_uri": "https://127.0.0.1/keys"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": 7},
        {"code_challenge_methods_supported": ["plain"]},
    ],
)
def test_a_provider_that_says_odd_things_of_itself_is_not_used(at_provider, told):
    at_provider.told = told
    with pytest.raises(ProviderSilent):
        oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)


def test_a_provider_off_the_list_is_silent_and_not_asked_at_every_try(at_provider):
    Host.objects.update(until=AT)
    for _ in range(3):
        with pytest.raises(ProviderSilent):
            oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    assert at_provider.asked == []


def test_a_provider_that_fails_is_left_alone_for_a_moment(at_provider, monkeypatch):
    at_provider.status = 500
    for _ in range(3):
        with pytest.raises(ProviderSilent):
            oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    assert len(at_provider.asked) == 1
    at_provider.status = 200
    monkeypatch.setattr(provider, "SILENT_SECONDS", 0.0)
    assert oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)


def test_keys_that_are_elsewhere_than_the_list_says_are_not_fetched(bound):
    provider._CACHE.__init__()
    bound.told = {"jwks_uri": "https://keys.example/keys"}
    with pytest.raises(ProviderSilent):
        come(bound)


@pytest.mark.parametrize(
    "change",
    [
        {"amr": []},
        {"issuer": "http://id.example"},
        {"client_secret": ""},
        {"name": "长" * 41},
        {"redirect": "https://localhost/elsewhere"},
        {"amr": "mfa\n"},
        {"client_id": 7},
    ],
)
def test_an_unfit_file_is_refused_and_offers_nothing(house, home, change):
    configure(home, **change)
    with pytest.raises(ProviderUnfit):
        provider.configured()
    assert oidc.offered() == ""


def test_a_file_that_others_may_read_is_refused(house, home, tmp_path):
    path = configure(home)
    assert oidc.offered() == "公司账号"
    assert "s3cret" not in repr(provider.configured())
    path.chmod(0o640)
    with pytest.raises(ProviderUnfit):
        provider.configured()
    path.rename(tmp_path / "real.toml")
    (tmp_path / "real.toml").chmod(0o600)
    path.symlink_to(tmp_path / "real.toml")
    with pytest.raises(ProviderUnfit):
        provider.configured()


def test_without_a_file_and_in_a_demo_there_is_no_provider(house, home, monkeypatch):
    assert provider.configured() is None
    with pytest.raises(NoProvider):
        oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    configure(home)
    monkeypatch.setattr(clock, "is_demo", lambda: True)
    assert oidc.offered() == ""
