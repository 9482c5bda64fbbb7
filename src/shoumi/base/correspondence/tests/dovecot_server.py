"""A mailbox on Dovecot, as its package brings it, run by the test itself on this machine.

It is started with a configuration of its own in a folder that goes with it; the service of the
package is not touched.  Started by root it gives the mails to ``nobody``, as Dovecot lets no
mailbox belong to root; by anybody else it runs as that user alone.
"""

from __future__ import annotations

import contextlib
import grp
import imaplib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.free_port import free_port

USER, PASSWORD = "notice", "right"
_PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"))
_START_SECONDS, _END_SECONDS = 20, 10
_CONFIGURATION = """\
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = {folder}/mails
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    home = {folder}/mails
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
{no_chroot}}}
service anvil {{
{no_chroot}}}
"""
_ONE_USER = """\
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
"""


class DovecotMails:
    """The mailbox that ``port`` leads to, by a connection besides that of the product.

    ``came_at``  when a mail that is put there came, by the server
    """

    def __init__(self, port: int, folder: Path) -> None:
        self.port, self._folder = port, folder
        self.came_at = datetime(2026, 9, 24, 2, tzinfo=UTC)

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        """A session of a client that is not the product."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=_START_SECONDS) as server:
            server.login(USER, PASSWORD)
            server.select("INBOX")
            yield server

    def put(self, content: bytes) -> None:
        self.put_all([content])

    def put_all(self, contents: list[bytes]) -> None:
        came = imaplib.Time2Internaldate(self.came_at)
        with self.opened() as server:
            for one in contents:
                assert server.append("INBOX", "", came, one)[0] == "OK"

    def flags(self) -> dict[int, bytes]:
        """The flags of each mail by its number."""
        with self.opened() as server:
            _, told = server.uid("FETCH", "1:*", "(FLAGS)")
        lines = [one for one in told if one]
        return {
            int(line.partition(b"UID ")[2].split()[0]): line.partition(b"FLAGS (")[2].split(b")")[0]
            for line in lines
        }

    def __len__(self) -> int:
        return len(self.flags())

    def renumber(self) -> None:
        """As after a repair: the same mails under new numbers, with another UIDVALIDITY."""
        for one in (self._folder / "mails").glob("dovecot*"):
            one.unlink()


@contextmanager
def serving() -> Iterator[DovecotMails]:
    """Skips the test, with a word, where Dovecot is not installed and ``scripts/setup.sh`` may not
    install it; where it does, a test without it has failed."""
    program = shutil.which("dovecot", path=_PATH)
    if program is None:
        is_ours_to_install = os.geteuid() == 0 and shutil.which("apt-get", path=_PATH)
        (pytest.fail if is_ours_to_install else pytest.skip)(
            "Dovecot is not installed (Debian: dovecot-imapd)"
        )
    # Not the test's own folder: the name of a socket may have 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    try:
        with _running(program, folder) as port:
            yield DovecotMails(port, folder)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _running(program: str, folder: Path) -> Iterator[int]:
    port = free_port()
    (folder / "dovecot.conf").write_text(_configuration(folder, port), "utf-8")
    command = [program, "-F", "-c", str(folder / "dovecot.conf")]
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        _await(process, port, folder)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _configuration(folder: Path, port: int) -> str:
    is_root = os.geteuid() == 0
    owner = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.geteuid())
    names = {"user": owner.pw_name, "group": grp.getgrgid(owner.pw_gid).gr_name}
    (folder / "run").mkdir()
    (folder / "mails").mkdir(mode=0o700)
    if is_root:
        folder.chmod(0o711)  # its users pass through
        (folder / "run").chmod(0o755)
        os.chown(folder / "mails", owner.pw_uid, owner.pw_gid)
    told = _CONFIGURATION.format(
        folder=folder,
        port=port,
        password=PASSWORD,
        no_chroot="" if is_root else "  chroot =\n",
        **names,
    )
    return told if is_root else told + _ONE_USER.format(**names)


def _await(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            with imaplib.IMAP4("127.0.0.1", port, timeout=1) as server:
                server.login(USER, PASSWORD)
            return
        time.sleep(0.05)
    logs = [one.read_text("utf-8") for one in (folder / "out", folder / "log") if one.exists()]
    raise AssertionError("Dovecot does not start: " + "\n".join(logs))
