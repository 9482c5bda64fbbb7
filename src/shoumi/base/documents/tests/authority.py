"""A time-stamp authority run by openssl on this machine."""

from __future__ import annotations

import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ext]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[req]
distinguished_name = dn
[dn]
"""


def openssl(folder, command, **options):
    return subprocess.run(
        ["openssl", *command.split()], cwd=folder, check=True, capture_output=True, **options
    )


def made(folder):
    """``folder`` with an authority in it: root.pem, tsa.pem and their keys."""
    (folder / "tsa.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    make = "req -x509 -newkey rsa:2048 -nodes -days 3650 -config tsa.cnf"
    openssl(folder, f"{make} -keyout root.key -out root.pem -subj /CN=root -extensions ca")
    openssl(
        folder,
        f"{make} -keyout tsa.key -out tsa.pem -subj /CN=tsa -extensions ext"
        " -CA root.pem -CAkey root.key",
    )
    return folder


def reply(folder, request):
    """What the authority in ``folder`` answers to a request (DER)."""
    (folder / "request.tsq").write_bytes(request)
    openssl(
        folder,
        "ts -reply -config tsa.cnf -section here -queryfile request.tsq"
        " -signer tsa.pem -inkey tsa.key -out reply.tsr",
    )
    return (folder / "reply.tsr").read_bytes()


@contextmanager
def serving(answer, status=200):
    """Have ``answer`` called with each request; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    # Not HTTPServer: that one asks the name service for its own name.
    with TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
