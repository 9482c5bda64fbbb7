"""The IMAP server of ``imap_server`` with a mailbox that is worked in: mails are marked and taken
out (RFC 4315), and whoever waits is told what came (RFC 2177)."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

from shoumi.base.correspondence.tests import imap_server
from shoumi.base.correspondence.tests.imap_server import Mails, holding

__all__ = ["KeptMails", "serving"]

_SIZE = re.compile(rb"(\d+) \(RFC822\.SIZE INTERNALDATE\)")
_MARK = re.compile(rb"(\d+) \+FLAGS\.SILENT \(\\Deleted\)")


@dataclass
class KeptMails(Mails):
    """``is_read_only`` lets nothing be taken out; ``is_full`` knows UIDPLUS and IDLE.

    ``dies_after``  so many mails were fetched, the line breaks
    """

    is_read_only: bool = False
    refuses_deletion: bool = False
    is_full: bool = True
    dies_after: int = 0
    fetched: int = 0
    came_at: datetime = datetime(2026, 9, 24, 2, tzinfo=UTC)
    marked: set[int] = field(default_factory=set)
    came: threading.Condition = field(default_factory=threading.Condition)

    def put(self, content: bytes) -> int:
        with self.came:
            uid = super().put(content)
            self.came.notify_all()
        return uid


class _Talk(imap_server._Talk):
    mails: KeptMails

    def _capability(self, told):
        more = b" UIDPLUS IDLE" if self.mails.is_full else b""
        self._say(b"* CAPABILITY IMAP4rev1" + more)
        return b"OK done"

    def _select(self, told):
        if self.mails.is_read_only:
            self._examine(told)
            self._say(b"* OK [READ-ONLY] no more")
            return b"OK [READ-ONLY] done"
        self._examine(told)
        return b"OK [READ-WRITE] done" if told == b'"INBOX"' else b"NO such folder"

    def _fetch(self, told):
        if found := _SIZE.fullmatch(told):
            uid = int(found[1])
            if uid in self.mails.mails:
                came = self.mails.came_at.strftime('"%d-%b-%Y %H:%M:%S %z"').encode()
                told = (uid, len(self.mails.mails[uid]), came)
                self._say(b"* 1 FETCH (UID %d RFC822.SIZE %d INTERNALDATE %s)" % told)
            return b"OK done"
        self.mails.fetched += 1
        if self.mails.dies_after and self.mails.fetched > self.mails.dies_after:
            raise ConnectionResetError
        return super()._fetch(told)

    def _search(self, told):
        if told == b"DELETED":
            self._say(b" ".join([b"* SEARCH", *(b"%d" % uid for uid in sorted(self.mails.marked))]))
            return b"OK done"
        return super()._search(told)

    def _store(self, told):
        if self.mails.refuses_deletion or self.mails.is_read_only:
            return b"NO never"
        self.mails.marked.add(int(_MARK.fullmatch(told)[1]))
        return b"OK done"

    def _expunge(self, told):
        gone = {int(told)} if told else set(self.mails.marked)
        for uid in gone & self.mails.marked:
            self.mails.mails.pop(uid, None)
        self.mails.marked -= gone
        return b"OK done"

    def _idle(self, told):
        before = len(self.mails.mails)
        self._say(b"+ waiting")
        with self.mails.came:
            self.mails.came.wait_for(lambda: len(self.mails.mails) > before, timeout=5)
        if len(self.mails.mails) > before:
            self._say(b"* %d EXISTS" % len(self.mails.mails))
        assert self.rfile.readline().strip() == b"DONE"
        return b"OK done"


def serving(mails):
    """Serve them; the port."""
    return holding(mails, _Talk)
