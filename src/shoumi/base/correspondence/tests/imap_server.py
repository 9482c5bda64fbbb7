"""A small IMAP server on this machine (RFC 3501): as much of it as a client needs that only looks.

It is no product's: folders, flags and search by anything but numbers are not here.  What a product
does differently is seen on Dovecot (``dovecot_server``), where that is installed.
"""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field

_FETCH = re.compile(rb"(\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)")
_SEARCH = re.compile(rb"UID (\d+):\*")


@dataclass
class Mails:
    """``changes``  commands that would change something: there must be none"""

    user: str = "notice"
    password: str = "right"
    validity: int = 7
    mails: dict[int, bytes] = field(default_factory=dict)
    changes: list[bytes] = field(default_factory=list)

    def put(self, content: bytes) -> int:
        uid = max(self.mails, default=100) + 1
        self.mails[uid] = content
        return uid

    def put_all(self, contents: Iterable[bytes]) -> None:
        for one in contents:
            self.put(one)

    def __len__(self) -> int:
        return len(self.mails)


class _Talk(socketserver.StreamRequestHandler):
    mails: Mails

    def handle(self):
        self._say(b"* OK here")
        while line := self.rfile.readline():
            tag, _, rest = line.strip().partition(b" ")
            name, _, told = rest.partition(b" ")
            if name.upper() == b"UID":
                name, _, told = told.partition(b" ")
            way = getattr(self, f"_{name.decode().lower()}", None)
            if way is None:
                self.mails.changes.append(rest)
                self._say(tag + b" BAD no such command")
                continue
            end = way(told)
            self._say(tag + b" " + end)
            if name.upper() == b"LOGOUT":
                return

    def _say(self, line):
        self.wfile.write(line + b"\r\n")

    def _capability(self, told):
        self._say(b"* CAPABILITY IMAP4rev1")
        return b"OK done"

    def _login(self, told):
        right = f'{self.mails.user} "{self.mails.password}"'.encode()
        return b"OK in" if told == right else b"NO wrong"

    def _examine(self, told):
        self._say(b"* %d EXISTS" % len(self.mails.mails))
        self._say(b"* OK [UIDVALIDITY %d] so" % self.mails.validity)
        return b"OK [READ-ONLY] done" if told == b'"INBOX"' else b"NO such folder"

    def _search(self, told):
        since = int(_SEARCH.fullmatch(told)[1])
        found = [uid for uid in sorted(self.mails.mails) if uid >= since]
        # "n:*" names the last mail also where its number is smaller.
        found = found or sorted(self.mails.mails)[-1:]
        self._say(b" ".join([b"* SEARCH", *(b"%d" % uid for uid in found)]))
        return b"OK done"

    def _fetch(self, told):
        uid, most = map(int, _FETCH.fullmatch(told).groups())
        content = self.mails.mails[uid][:most]
        place = sorted(self.mails.mails).index(uid) + 1
        self.wfile.write(b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n" % (place, uid, len(content)))
        self.wfile.write(content)
        self._say(b")")
        return b"OK done"

    def _logout(self, told):
        self._say(b"* BYE")
        return b"OK bye"


@contextmanager
def holding(mails, talk=_Talk):
    """Serve them; the port."""
    handler = type("Talk", (talk,), {"mails": mails})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def bounced(letter, *, action="failed", status="5.1.1", by_envelope=False):
    """The report of a mail server on one of our mails."""
    of_mail = f"Original-Envelope-Id: {letter}\n" if by_envelope else ""
    returned = "" if by_envelope else f"\nMessage-ID: <{letter}@house.example>\n"
    return f"""From: MAILER-DAEMON@relay.example
To: notice@house.example
Subject: report
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
{of_mail}
Final-Recipient: rfc822; somebody@people.example
Action: {action}
Status: {status}

--b
Content-Type: text/rfc822-headers
{returned}
--b--
""".replace("\n", "\r\n").encode()
