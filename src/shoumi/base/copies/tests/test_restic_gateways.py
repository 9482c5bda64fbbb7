"""Places of the other kinds that ``docs/backup.md`` names, against real servers of this machine:
OpenSSH's own sshd, and an object store that speaks S3 (moto)."""

from __future__ import annotations

import contextlib
import getpass
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from tests.free_port import free_port

from shoumi.base.copies import addresses, copy_run, verification
from shoumi.base.copies.errors import PlaceUnreachable
from shoumi.base.copies.places import Deletion
from shoumi.base.copies.restic import Restic
from shoumi.base.copies.tests import quick_key
from shoumi.base.copies.tests.copied_home import PLACE
from shoumi.core.backup.manifest import Store

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])

PASSWORD = "made up for a test"
# scripts/setup.sh installs both.
SSHD = "/usr/sbin/sshd"
OBJECT_STORE = Path(sys.executable).with_name("moto_server")


@contextlib.contextmanager
def running(command, port, **more):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet, **more) as server:
        try:
            for _ in range(600):
                with (
                    contextlib.suppress(OSError),
                    socket.create_connection(("127.0.0.1", port), 1),
                ):
                    break
                time.sleep(0.05)
            yield
        finally:
            server.terminate()


def secret_file(path, *lines):
    path.write_text("\n".join((f"RESTIC_PASSWORD={PASSWORD}", *lines, "")))
    path.chmod(0o600)
    return path


def goes_round(copied, place, tmp_path, quicken):
    """Two copies are made there, looked through and put together again."""
    with pytest.raises(PlaceUnreachable):
        place.numbers(Store.DATA)
    place.prepare()
    quicken()
    first = copied.copy(place=place)
    copied.happen()
    second = copied.copy(place=place)
    assert second.stores[Store.DATA].sent < first.stores[Store.DATA].sent
    assert place.numbers(Store.DATA) == place.numbers(Store.KEYRING) == {1, 2}
    for store in Store:
        seen = verification.verify(place, store, trusted=copy_run.trusted())
        assert (seen.copies, seen.newest) == (2, 2)
    copied.unpack(tmp_path / "into", place=place)
    assert (tmp_path / "into/blobs/doc-1").read_bytes() == bytes([1]) * 100_000


@pytest.fixture
def by_ssh(tmp_path, monkeypatch):
    """The address of an sshd that gives files and nothing else.  The client's key and the host's
    are made for it."""
    folder = tmp_path / "ssh"
    folder.mkdir(mode=0o700)
    for name in ("host", "client"):
        made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name]
        subprocess.run(made, check=True)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    client = folder / "client.conf"
    client.write_text(
        f"IdentityFile {folder}/client\nIdentitiesOnly yes\nUserKnownHostsFile {folder}/known\n"
        "StrictHostKeyChecking yes\nBatchMode yes\n"
    )
    # Restic calls ssh by its name; this one looks at nobody's own settings.
    programs = folder / "bin"
    programs.mkdir()
    (programs / "ssh").write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {client} "$@"\n')
    (programs / "ssh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    port = free_port()
    (folder / "known").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    settings = folder / "sshd.conf"
    settings.write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/client.pub\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nSubsystem sftp internal-sftp\nForceCommand internal-sftp\n"
    )
    with running([SSHD, "-D", "-f", settings], port):
        yield f"sftp://{getpass.getuser()}@127.0.0.1:{port}/{tmp_path}/served"


def test_copies_go_over_sftp_and_the_account_can_delete_them(copied, by_ssh, tmp_path):
    assert addresses.host_of(by_ssh) == "127.0.0.1"
    place = Restic(by_ssh, secret_file(tmp_path / "restic.env"), PLACE)
    goes_round(copied, place, tmp_path, lambda: quick_key.put(tmp_path / "served", PASSWORD))
    # So it does not count.
    assert place.try_to_delete() is Deletion.DELETED
    assert place.forget(Store.KEYRING, {1, 2}, []) == 2
    assert place.numbers(Store.KEYRING) == set()


def test_a_host_whose_key_is_another_gets_nothing(copied, by_ssh, tmp_path):
    known = tmp_path / "ssh/known"
    other = (tmp_path / "ssh/client.pub").read_text()
    known.write_text(f"{known.read_text().split(' ')[0]} {other}")
    place = Restic(by_ssh, secret_file(tmp_path / "restic.env"), PLACE)
    with pytest.raises(PlaceUnreachable):
        place.prepare()
    assert not (tmp_path / "served").exists()


def asked(address, method="GET", content=None):
    """By somebody the store takes at its word."""
    who = {"Authorization": "AWS made-up:made-up", "Content-Type": "application/octet-stream"}
    order = urllib.request.Request(address, method=method, data=content, headers=who)
    with urllib.request.urlopen(order, timeout=10) as answer:
        assert answer.status in (200, 204)
        return answer.read()


def quicken_in_store(bucket):
    listed = asked(f"{bucket}?list-type=2&prefix=keys/").decode()
    (old,) = re.findall("<Key>(keys/[0-9a-f]+)</Key>", listed)
    name, content = quick_key.quick(asked(f"{bucket}/{old}"), PASSWORD)
    asked(f"{bucket}/keys/{name}", "PUT", content)
    asked(f"{bucket}/{old}", "DELETE")


def test_copies_go_to_a_store_that_speaks_s3(copied, tmp_path):
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    command = [OBJECT_STORE, "-H", "127.0.0.1", "-p", str(port)]
    with running(command, port, cwd=tmp_path):
        asked(f"{site}/shoumi", "PUT")
        given = secret_file(
            tmp_path / "restic.env",
            "AWS_ACCESS_KEY_ID=made-up",
            f"AWS_SECRET_ACCESS_KEY={secrets.token_hex(8)}",
            "AWS_DEFAULT_REGION=us-east-1",
        )
        address = f"s3:{site}/shoumi"
        assert addresses.host_of(address) == "127.0.0.1"
        place = Restic(address, given, PLACE)
        goes_round(copied, place, tmp_path, lambda: quicken_in_store(f"{site}/shoumi"))
        assert place.try_to_delete() is Deletion.DELETED
        assert place.forget(Store.KEYRING, {1, 2}, []) == 2
        assert place.numbers(Store.KEYRING) == set()
