from __future__ import annotations

import os
import stat

import pytest
from django.db import DatabaseError

from shoumi.base.clock import home as clock_home
from shoumi.base.ledger import reader
from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault import keys, secret_files, services
from shoumi.base.vault.errors import (
    AlreadySetUp,
    HomeExposed,
    NotSetUp,
    OriginMalformed,
    PassphraseBesideData,
    RootFileExposed,
    RootFileMissing,
    WrongRoot,
)
from shoumi.base.vault.models import IndexKey, Kek, KeptSecret, Setup, SigningKey
from shoumi.core.refs import Ref
from shoumi.core.vault.root import KeyFileMalformed, PassphraseTooShort

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

DEAL = Ref("deal-x")


def write(path, text, mode=0o600):
    path.write_text(text)
    path.chmod(mode)
    return path


def test_setup_makes_a_key_file_nobody_else_can_read(home, keyring):
    found = (home / "root.key").stat()
    assert stat.S_IMODE(found.st_mode) == 0o600
    assert found.st_size == 65


def test_setup_makes_every_key_that_is_needed(keyring):
    assert set(Kek.objects.values_list("name", flat=True)) == set(vault_keyring.KEKS)
    assert list(IndexKey.objects.values_list("field", flat=True)) == ["mobile"]
    assert list(SigningKey.objects.values_list("name", flat=True)) == ["log"]


def test_setup_stands_in_the_ledger_without_any_key(home, keyring):
    (entry,) = reader.entries()
    body = bytes(entry.body).decode()
    assert "vault.set_up" in body
    assert keyring in body
    assert (home / "root.key").read_text().strip() not in body


def test_a_home_can_be_moved(settings, home, keyring):
    settings.SHOUMI_HOME = home.rename(home.parent / "elsewhere")
    vault_keyring.unlock()


def test_a_passphrase_outside_the_home_is_found_by_its_path(home, at):
    path = write(home.parent / "phrase", "correct horse battery")
    services.setup(at=at, provider="passphrase", path=path, indexed=[])
    assert Setup.objects.get().location == str(path)
    vault_keyring.lock()
    vault_keyring.unlock()


def test_setup_makes_the_data_folder(settings, home, at):
    settings.SHOUMI_HOME = home / "deeper"
    services.setup(at=at)
    assert stat.S_IMODE((home / "deeper").stat().st_mode) == 0o700


def test_a_second_setup_is_refused_and_changes_nothing(home, keyring, at):
    before = (home / "root.key").read_bytes(), Setup.objects.get().commit
    with pytest.raises(AlreadySetUp):
        services.setup(at=at)
    assert ((home / "root.key").read_bytes(), Setup.objects.get().commit) == before


def test_the_slower_of_two_setups_is_refused(home, keyring, at, monkeypatch):
    monkeypatch.setattr(services, "_is_set_up", lambda: False)
    with pytest.raises(AlreadySetUp):
        services.setup(at=at)
    vault_keyring.unlock()


def test_setup_goes_on_with_the_key_file_of_a_broken_off_one(home, at):
    write(home / "root.key", "ab" * 32)
    services.setup(at=at, indexed=[])
    assert (home / "root.key").read_text() == "ab" * 32
    vault_keyring.unlock()


def test_a_failing_setup_leaves_no_keyring(home, at, monkeypatch):
    def fail(*args, **named):
        raise DatabaseError

    monkeypatch.setattr(services.signing_keys, "store", fail)
    with pytest.raises(DatabaseError):
        services.setup(at=at, indexed=[])
    assert not Setup.objects.exists()
    assert not Kek.objects.exists()
    with pytest.raises(NotSetUp):
        vault_keyring.unlock()


def test_a_passphrase_file_serves_as_well(home, at, people):
    path = write(home.parent / "phrase", "correct horse battery\n")
    services.setup(at=at, provider="passphrase", path=path, indexed=[])
    keys.create_many(people, DEAL, at)
    vault_keyring.lock()
    assert len(keys.load(people)) == len(people)


@pytest.mark.parametrize(
    ("text", "mode", "refusal"),
    [
        ("correct horse battery", 0o640, RootFileExposed),
        ("correct horse battery", 0o604, RootFileExposed),
        ("correct horse battery", 0o700, RootFileExposed),
        ("too short", 0o600, PassphraseTooShort),
        (None, None, RootFileMissing),
    ],
)
def test_setup_refuses_an_unfit_passphrase_file(home, at, text, mode, refusal):
    path = home.parent / "phrase"
    if text is not None:
        write(path, text, mode)
    with pytest.raises(refusal):
        services.setup(at=at, provider="passphrase", path=path)
    assert not Setup.objects.exists()


def test_setup_refuses_a_folder_others_may_enter(home, at):
    home.chmod(0o750)
    with pytest.raises(HomeExposed):
        services.setup(at=at)


@pytest.mark.parametrize("is_open", [True, False], ids=["opened", "closed"])
@pytest.mark.parametrize(
    ("mode", "folder", "refusal"),
    [
        (0o640, 0o700, RootFileExposed),
        (0o604, 0o700, RootFileExposed),
        (0o600, 0o710, HomeExposed),
        (0o600, 0o701, HomeExposed),
    ],
)
def test_every_use_checks_the_modes_again(
    home, keyring, people, at, is_open, mode, folder, refusal
):
    if is_open:
        vault_keyring.unlock()
    else:
        vault_keyring.lock()
    (home / "root.key").chmod(mode)
    home.chmod(folder)
    with pytest.raises(refusal):
        keys.create_many(people, DEAL, at)


def test_a_stricter_mode_is_taken(home, keyring):
    (home / "root.key").chmod(0o400)
    vault_keyring.lock()
    vault_keyring.unlock()


def test_a_link_in_place_of_the_key_file_is_refused(home, keyring):
    (home / "root.key").rename(home / "elsewhere")
    (home / "root.key").symlink_to(home / "elsewhere")
    for _ in range(2):
        with pytest.raises(RootFileMissing):
            vault_keyring.unlock()
        vault_keyring.lock()
    with pytest.raises(RootFileMissing):
        secret_files.read_secret(home / "root.key")


def test_a_foreign_owner_is_refused(home, keyring, monkeypatch):
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    with pytest.raises(RootFileExposed):
        vault_keyring.unlock()
    with pytest.raises(HomeExposed):
        secret_files.check_home(home)


def test_a_vanished_key_file_closes_an_open_keyring(home, keyring):
    vault_keyring.unlock()
    (home / "root.key").unlink()
    with pytest.raises(RootFileMissing):
        vault_keyring.unlock()


def test_a_vanished_data_folder_closes_an_open_keyring(home, keyring):
    (home / "root.key").unlink()
    for left in home.iterdir():
        left.unlink()
    home.rmdir()
    with pytest.raises(RootFileMissing):
        vault_keyring.unlock()


def test_the_key_file_of_another_home_is_told_apart(home, keyring):
    vault_keyring.lock()
    write(home / "root.key", "cd" * 32)
    with pytest.raises(WrongRoot):
        vault_keyring.unlock()


def test_a_damaged_key_file_is_refused_without_telling_it(home, keyring):
    vault_keyring.lock()
    write(home / "root.key", "xy" * 32)
    with pytest.raises(KeyFileMalformed) as caught:
        vault_keyring.unlock()
    assert "xy" not in str(caught.value)


def test_nothing_opens_before_setup(home):
    vault_keyring.lock()
    with pytest.raises(NotSetUp):
        vault_keyring.unlock()


def test_a_keyring_without_its_keys_is_not_set_up(keyring, people, at):
    IndexKey.objects.all().delete()
    SigningKey.objects.all().delete()
    KeptSecret.objects.all().delete()
    Kek.objects.all().delete()
    with pytest.raises(NotSetUp):
        keys.create_many(people, DEAL, at)


@pytest.mark.parametrize("origin", ["with space", "a+b", "o" * 81, "tab\there"])
def test_a_name_no_log_can_have_is_refused(home, at, origin):
    with pytest.raises(OriginMalformed):
        services.setup(at=at, origin=origin)
    assert not (home / "root.key").exists()


def test_a_real_home_takes_no_passphrase_from_its_own_folder(home, at):
    path = write(home / "phrase", "correct horse battery")
    with pytest.raises(PassphraseBesideData):
        services.setup(at=at, provider="passphrase", path=path, indexed=[])
    assert not Setup.objects.exists()
    clock_home.create(clock_home.Kind.DEMO)
    assert services.setup(at=at, provider="passphrase", path=path, indexed=[])


def test_systemd_hands_the_passphrase_in(home, at, tmp_path, monkeypatch):
    """The file of the setup is root's own; the service reads a copy that only it was given."""
    path = tmp_path / "root.passphrase"
    path.write_text("a long passphrase of the office")
    path.chmod(0o600)
    services.setup(at=at, provider="passphrase", path=path, indexed=[])
    folder = tmp_path / "credentials"
    folder.mkdir()
    handed = path.rename(folder / "shoumi-root")
    handed.chmod(0o440)
    vault_keyring.lock()
    with pytest.raises(RootFileMissing):
        vault_keyring.unlock()
    monkeypatch.setenv("SHOUMI_PASSPHRASE_FILE", str(handed))
    with pytest.raises(RootFileExposed):
        vault_keyring.unlock()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    assert vault_keyring.unlock()
    handed.chmod(0o444)
    vault_keyring.lock()
    with pytest.raises(RootFileExposed):
        vault_keyring.unlock()
