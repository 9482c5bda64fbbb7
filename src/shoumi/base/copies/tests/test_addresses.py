"""Which addresses a place may have, and which machines may be called for it."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.clock import home as homes
from shoumi.base.copies import addresses, recipients
from shoumi.base.copies.errors import (
    AddressUnfit,
    DemoStaysInside,
    NoRecipient,
    PlaceInside,
    PlaceIsHere,
    RecipientRefused,
    SecretKeyGiven,
)
from shoumi.base.copies.places import Folder, Kind
from shoumi.base.copies.restic import Restic
from shoumi.base.egress.errors import DemoCallsNobody, HostNotAllowed
from shoumi.base.egress.tests.https_server import allowed
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
REF = Ref("target-one")
AWAY = "rest:https://backup.example:8000/shoumi"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("/srv/copies", None),
        ("relative", None),
        ("rest:https://backup.example/", "backup.example"),
        ("rest:http://127.0.0.1:8000/", "127.0.0.1"),
        ("s3:https://s3.example/bucket", "s3.example"),
        ("s3:s3.example/bucket", "s3.example"),
        ("sftp:keeper@Store.example:/srv", "store.example"),
        ("sftp:store.example:/srv", "store.example"),
        ("sftp://keeper@store.example:2222//srv", "store.example"),
    ],
)
def test_the_machine_of_an_address_is_known(address, host):
    assert addresses.host_of(address) == host


@pytest.mark.parametrize(
    "address",
    ["rest:https://me:secret@backup.example/", "rest:https://me@backup.example/", "rest:",
     "b2:bucket", "s3:https://key@s3.example/b", "sftp::/srv", "rest:https://-bad-/", "rest:http://backup.example/"],
)  # fmt: skip
def test_secrets_and_unknown_ways_are_refused(address):
    with pytest.raises(AddressUnfit):
        addresses.host_of(address)


@pytest.mark.parametrize("address", ["", "relative", "/"])
def test_a_folder_is_named_whole(address, tmp_path):
    with pytest.raises(AddressUnfit):
        addresses.check(Kind.FOLDER, address, tmp_path)


def test_a_folder_within_or_around_the_home_is_no_copy(home, tmp_path):
    for inside in (home, home / "copies", home.parent, home.parent.parent):
        with pytest.raises(PlaceInside):
            addresses.check(Kind.FOLDER, str(inside), home)
    beside = home.parent / "beside"
    assert addresses.check(Kind.FOLDER, f" {beside}/ ", home) == str(beside)


def test_a_machine_that_is_not_on_the_list_is_not_called(home):
    for ask in (
        lambda: addresses.check(Kind.RESTIC, AWAY, home),
        lambda: addresses.open_place(Kind.RESTIC, AWAY, "", REF),
    ):
        with pytest.raises(HostNotAllowed):
            ask()


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("rest:https://10.20.0.7:8000/shoumi/", "10.20.0.7"),
        ("rest:https://[fd12:3456::0007]:8000/shoumi/", "fd12:3456::7"),
        ("sftp:keeper@192.168.1.9:/srv", "192.168.1.9"),
    ],
)
def test_a_server_of_the_offices_network_is_called_once_two_people_named_its_address(
    home, address, host
):
    house = House()
    officer = house.staff(Role.SEC, name="周示例")
    with pytest.raises(HostNotAllowed):
        addresses.check(Kind.RESTIC, address, home)
    allowed(host, asker=officer, approver=house.dpo, at=AT)
    assert addresses.check(Kind.RESTIC, address, home) == address
    # The neighbour was not named.
    with pytest.raises(HostNotAllowed):
        addresses.check(Kind.RESTIC, "rest:https://10.20.0.8:8000/shoumi/", home)


@pytest.mark.parametrize(
    "address",
    [
        "rest:http://localhost:8000/",
        "rest:http://127.0.0.1:8000/",
        "rest:https://127.9.9.9:8000/",
        "sftp:keeper@localhost:/srv",
    ],
)
def test_a_server_on_this_machine_is_no_other_place(home, address):
    with pytest.raises(PlaceIsHere):
        addresses.check(Kind.RESTIC, address, home)


def test_a_demo_calls_nobody(home):
    homes.create(homes.Kind.DEMO)
    with pytest.raises(DemoCallsNobody):
        addresses.check(Kind.RESTIC, AWAY, home)


def test_a_demo_copies_into_itself_only(home, tmp_path):
    homes.create(homes.Kind.DEMO)
    inside = home / "copies/place"
    assert addresses.check(Kind.FOLDER, str(inside), home) == str(inside)
    for elsewhere in (tmp_path / "beside", home, home / "blobs"):
        with pytest.raises(DemoStaysInside):
            addresses.check(Kind.FOLDER, str(elsewhere), home)


def test_a_place_is_opened_by_what_is_written_down(tmp_path):
    folder = addresses.open_place("folder", str(tmp_path), "", REF)
    assert isinstance(folder, Folder)
    assert folder.root == tmp_path / REF
    for credentials in ("", str(tmp_path / "env")):
        place = addresses.open_place("restic", str(tmp_path), credentials, REF)
        assert isinstance(place, Restic)
        assert bool(place.credentials) is bool(credentials)


def test_the_same_disk_is_seen(home, tmp_path):
    assert addresses.is_beside("folder", str(tmp_path), home)
    assert addresses.is_beside("restic", str(tmp_path), home)
    assert not addresses.is_beside("folder", "/proc", home)
    assert not addresses.is_beside("folder", str(tmp_path / "gone"), home)
    assert not addresses.is_beside("restic", AWAY, home)


def test_only_a_public_key_is_taken():
    import pyrage

    made = pyrage.x25519.Identity.generate()
    assert recipients.checked(f" {made.to_public()}\n") == str(made.to_public())
    for secret in (str(made), str(made).lower(), f"# created\n{made}"):
        with pytest.raises(SecretKeyGiven):
            recipients.checked(secret)
    for bad in ("", "age1", "ssh-ed25519 AAAA", str(made.to_public())[:-1]):
        with pytest.raises(RecipientRefused):
            recipients.checked(bad)
    with pytest.raises(NoRecipient):
        recipients.seal(b"", [], str(made.to_public()))


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("/mnt/copies", None),
        ("rest:https://vault.example:8000/shoumi/", "https://vault.example:8000/shoumi/"),
        ("s3:https://store.example/bucket", "https://store.example/bucket"),
        ("s3:store.example/bucket", "https://store.example/bucket"),
        ("sftp:keeper@vault.example:/copies", None),
        ("sftp://keeper@vault.example:22//copies", None),
    ],
)
def test_which_https_address_a_repository_is_reached_by(address, reached):
    assert addresses.https_of(address) == reached
