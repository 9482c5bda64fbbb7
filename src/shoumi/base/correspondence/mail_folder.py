"""One folder of a mailbox, open to be read and to have mails taken out (RFC 3501, 4315, 2177).

Reading marks nothing.  A number of a mail (UID) counts as long as ``validity`` stays the same.
"""

from __future__ import annotations

import imaplib
import re
import select
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from shoumi.base.correspondence import mailbox
from shoumi.base.correspondence.channels.outcome import Broken
from shoumi.base.correspondence.mailbox import Mailbox

_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_PUSHED = re.compile(rb"\* \d+ (EXISTS|RECENT)")


@dataclass(frozen=True, slots=True)
class About:
    """``size`` in bytes; ``came_at`` by the server's own clock"""

    size: int
    came_at: datetime


class Folder:
    def __init__(self, server: imaplib.IMAP4) -> None:
        self._server = server
        _, [told] = server.response("UIDVALIDITY")
        self.validity = int(told or b"0")
        # A server may tell more of what it can to who has logged in (RFC 3501, 6.2.3): Dovecot
        # names UIDPLUS only then, and the library keeps what it heard before.
        [able] = mailbox.ok(server.capability())
        self._able = frozenset((able or b"").upper().split())

    def newer(self, uid: int) -> list[int]:
        """The numbers of mails that came after that one, rising."""
        [told] = mailbox.ok(self._server.uid("SEARCH", f"UID {uid + 1}:*"))
        # "n:*" names the last mail also where its number is smaller (RFC 3501, 9).
        return sorted(number for number in map(int, (told or b"").split()) if number > uid)

    def about(self, uid: int) -> About | None:
        """Before anything of it is fetched; None where it is gone."""
        told = mailbox.ok(self._server.uid("FETCH", str(uid), "(RFC822.SIZE INTERNALDATE)"))
        for one in told:
            line = one if isinstance(one, bytes) else b""
            size, came = _SIZE.search(line), imaplib.Internaldate2tuple(line)
            if size and came:
                return About(int(size[1]), datetime.fromtimestamp(time.mktime(came), UTC))
        return None

    def content(self, uid: int, most: int) -> bytes:
        """The first ``most`` bytes."""
        told = mailbox.ok(self._server.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{most}>)"))
        return next((bytes(one[1]) for one in told if isinstance(one, tuple)), b"")

    def take_out(self, uid: int) -> bool:
        """Have the server delete that mail alone; whether it is gone.  False: it does not let us.

        A server that can only delete all that is marked (no UIDPLUS) is asked only where nothing
        else is marked.
        """
        if self.about(uid) is None:
            return True
        number = str(uid)
        try:
            mailbox.ok(self._server.uid("STORE", number, "+FLAGS.SILENT", r"(\Deleted)"))
            if b"UIDPLUS" in self._able:
                mailbox.ok(self._server.uid("EXPUNGE", number))
            elif self._marked() == [uid]:
                mailbox.ok(self._server.expunge())
        except imaplib.IMAP4.error:
            return False
        return self.about(uid) is None

    def _marked(self) -> list[int]:
        [told] = mailbox.ok(self._server.uid("SEARCH", "DELETED"))
        return [int(one) for one in (told or b"").split()]

    @property
    def tells(self) -> bool:
        """Whether the server says by itself that a mail came."""
        return b"IDLE" in self._able

    def wait(self, seconds: float) -> bool:
        """Until the server says that a mail came, or so long; whether it said so.

        The library has no call for it before Python 3.14.
        """
        server = self._server
        tag = server._new_tag()  # noqa: SLF001
        server.send(tag + b" IDLE\r\n")
        is_told = False
        while (line := self._line()).startswith(b"*"):
            is_told |= bool(_PUSHED.match(line))
        if not line.startswith(b"+"):
            return is_told
        if not is_told and self._has_more(seconds):
            is_told = bool(_PUSHED.match(self._line()))
        server.send(b"DONE\r\n")
        while not (line := self._line()).startswith(tag):
            is_told |= bool(_PUSHED.match(line))
        return is_told

    def _has_more(self, seconds: float) -> bool:
        """Whether the server says something within that time."""
        sock = self._server.sock
        is_read = isinstance(sock, ssl.SSLSocket) and sock.pending()
        return bool(is_read or select.select([sock], [], [], seconds)[0])

    def _line(self) -> bytes:
        """The next line, and not a byte more: what the library has read ahead nobody sees by
        waiting for the socket, and a mail that came just before would be told of too late."""
        line = b""
        while not line.endswith(b"\n"):
            byte = self._server.sock.recv(1)
            if not byte:
                raise imaplib.IMAP4.abort("the line broke")
            line += byte
        return line


@contextmanager
def opened(box: Mailbox) -> Iterator[Folder]:
    """
    Raises:
        Broken: the mailbox cannot be reached, or turns us away.
    """
    try:
        server = _session(box)
    except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
        raise Broken(failure=type(error).__name__) from error
    try:
        yield Folder(server)
    except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
        raise Broken(failure=type(error).__name__) from error
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()
        with suppress(OSError):
            server.shutdown()


def _session(box: Mailbox) -> imaplib.IMAP4:
    """One that lets nothing be taken out is read all the same."""
    try:
        return mailbox.session(box, is_read_only=False)
    except imaplib.IMAP4.readonly:
        return mailbox.session(box)
