from __future__ import annotations

import os
import ssl

import pytest

from shoumi.base.egress import http_client
from shoumi.base.outbox import smtp
from shoumi.base.outbox.errors import PasswordInAddress, RelayUnfit, SecretExposed

FROM = "?from=privacy@platform.example"


@pytest.fixture
def password(tmp_path):
    file = tmp_path / "password"
    file.write_text("right\n")
    file.chmod(0o600)
    return file


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "implicit"),
    [
        (f"smtp://relay.example{FROM}", "relay.example", 587, None, False),
        (f"smtp://mailer@relay.example:25{FROM}", "relay.example", 25, "mailer", False),
        (f"smtps://a%40b@relay.example{FROM}", "relay.example", 465, "a@b", True),
        (f"smtp://[::1]:2525{FROM}", "::1", 2525, None, False),
    ],
)
def test_a_relay_is_read_from_its_address(url, host, port, user, implicit):
    relay = smtp.parse(url)
    assert (relay.host, relay.port, relay.user) == (host, port, user)
    assert relay.is_implicit_tls is implicit
    assert relay.sender == "privacy@platform.example"


@pytest.mark.parametrize(
    "url",
    [
        "smtp://relay.example",
        "smtp://relay.example?from=",
        "smtp://relay.example?from=a@b.example%0aBcc:c@d.example",
        f"https://relay.example{FROM}",
        f"smtp://{FROM}",
        f"smtp://relay.example:port{FROM}",
        "relay.example",
    ],
)
def test_an_address_that_names_no_relay_is_refused(url):
    with pytest.raises(RelayUnfit):
        smtp.parse(url)


def test_an_address_carries_no_password():
    with pytest.raises(PasswordInAddress):
        smtp.parse(f"smtp://mailer:right@relay.example{FROM}")


def test_the_password_comes_from_a_file_and_is_not_shown(password):
    relay = smtp.parse(f"smtp://mailer@relay.example{FROM}", str(password))
    assert relay.password == "right"
    assert "right" not in repr(relay)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_password_file_open_to_others_is_refused(password, mode):
    password.chmod(mode)
    with pytest.raises(SecretExposed):
        smtp.secret(password)


def test_a_password_file_that_is_a_link_a_folder_or_missing_is_refused(password, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(password)
    for path in (link, tmp_path, tmp_path / "missing"):
        with pytest.raises(SecretExposed):
            smtp.secret(path)


def test_a_password_file_of_someone_else_is_refused(password, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 4321)
    with pytest.raises(SecretExposed):
        smtp.secret(password)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("relay.example", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_which_relay_is_on_this_machine(host, here):
    assert smtp.Relay(host, 25, "a@b.example").is_loopback is here


def test_encryption_is_new_enough_and_checks_the_relay():
    context = http_client.trusted()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_nothing_configured_is_no_relay(db, monkeypatch):
    assert smtp.configured() is None
    monkeypatch.setenv("SHOUMI_SMTP_URL", f"smtp://localhost:25{FROM}")
    assert smtp.configured().port == 25
