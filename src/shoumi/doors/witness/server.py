"""The witness over HTTP (c2sp.org/tlog-witness): ``POST /add-checkpoint`` and nothing else."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer

from shoumi.core.ledger.witness import MAX_REQUEST_BYTES, Verdict
from shoumi.doors.witness.store import NotAWitness, WitnessStore

PATH = "/add-checkpoint"
_TYPES = {Verdict.CONFLICT: "text/x.tlog.size"}


class Server(ThreadingTCPServer):
    """Serves on ``address`` (host, port); port 0 takes a free one.

    Not ``HTTPServer``, which asks the name service for the machine's own name.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, address: tuple[str, int], keeping: WitnessStore) -> None:
        self.keeping = keeping
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds a sender may be silent
    server_version, sys_version = "shoumi-witness", ""
    server: Server

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            self._say(411, close=True)
        elif int(length) > MAX_REQUEST_BYTES:
            self._say(413, close=True)
        else:
            self._judge(self.rfile.read(int(length)))

    def _judge(self, body: bytes) -> None:
        if self.path != PATH:
            self._say(404)
            return
        try:
            verdict, said = self.server.keeping.add_checkpoint(body, int(time.time()))
        except (NotAWitness, OSError):
            # Without its state it cosigns nothing.
            self._say(500, close=True)
            return
        self._say(verdict, said, _TYPES.get(verdict, "text/plain; charset=utf-8"))

    def _say(
        self, status: int, body: str = "", kind: str = "text/plain", *, close: bool = False
    ) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if close:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing: the state file is the record."""
