"""A real HTTPS server on this machine, with a certificate of an authority made for the test."""

from __future__ import annotations

import socket
import ssl
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shoumi.base.egress import services
from shoumi.base.egress.events import Change
from shoumi.base.egress.http_client import Ways
from shoumi.core.refs import Ref

NAME = "hooks.example"


def allowed(name, *, asker, approver, at, authority="", inside=""):
    """Put a host on the list, as two people do."""
    wish = services.ask(
        change=Change.ALLOW, name=name, authority=authority, inside=inside, actor=asker, at=at
    )
    return services.approve(ask=Ref(wish.ref), actor=approver, at=at)


def _key_and(subject, issuer, issuer_key, extensions, key, days=(-900, 900)):
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
    )
    for extension, critical in extensions:
        made = made.add_extension(extension, critical=critical)
    return made.sign(issuer_key, hashes.SHA256())


@cache
def authority():
    """(PEM, key) of the authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    usage = x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        crl_sign=True,
        **dict.fromkeys(
            (
                "content_commitment",
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "encipher_only",
                "decipher_only",
            ),
            False,
        ),
    )
    extensions = [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (usage, True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
    ]
    made = _key_and("Test authority", "Test authority", key, extensions, key)
    return made.public_bytes(serialization.Encoding.PEM).decode(), key


def certificate(name, days=(-900, 900)):
    """(key, certificate) of a server by that name or address, as PEM."""
    _, issuer_key = authority()
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = issuer_key.public_key()
    try:
        called = x509.IPAddress(ip_address(name))
    except ValueError:
        called = x509.DNSName(name)
    extensions = [
        (x509.SubjectAlternativeName([called]), False),
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer), False),
        (x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]), False),
    ]
    made = _key_and(name, "Test authority", issuer_key, extensions, key, days)
    own = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return own, made.public_bytes(serialization.Encoding.PEM)


def certified(name=NAME, days=(-900, 900)):
    """A server's TLS context with a certificate of ``name``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "both.pem"
        path.write_bytes(b"".join(certificate(name, days)))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
    return context


@dataclass
class Got:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Keeps what arrives; answers what ``answer`` says, status and body or headers too."""

    answer: object = 200
    got: list[Got] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    port: int = 0

    def ways(self, **more):
        """Calls that reach this server, whatever name is asked for."""
        given = {
            "resolve": lambda name: ["127.0.0.1"],
            "judge": lambda answers, inside: ip_address(answers[0]),
            "port": self.port,
        }
        return Ways(**{**given, **more})


@contextmanager
def receiving(answer=200, *, context=None):
    """Run a server; what it gets is on the ``Receiver`` that is given."""
    receiver = Receiver(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            told = {name.lower(): value for name, value in self.headers.items()}
            receiver.got.append(Got(self.command, self.path, told, body))
            said = receiver.answer
            said = said(receiver.got[-1]) if callable(said) else said
            said = (said,) if isinstance(said, int) else said
            status, content, headers = said + (None, b"", {})[len(said) :]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "content-length" not in {name.lower() for name in headers}:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _answer  # noqa: N815

        def log_message(self, *_):
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request, client_address):
            """Whoever hangs up is no failure of ours."""

    server = Server(("127.0.0.1", 0), Handler)
    context = context or certified()
    context.sni_callback = lambda _, name, __: receiver.names.append(name)
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    receiver.port = server.server_address[1]
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def talking(talk, *, context=None):
    """A server that does whatever ``talk(socket)`` says; plain TCP where ``context`` is False."""
    listening = socket.create_server(("127.0.0.1", 0))
    context = certified() if context is None else context
    stop = threading.Event()

    def serve():
        while not stop.is_set():
            try:
                held, _ = listening.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(held, server_side=True) if context else held as wrapped:
                    talk(wrapped)
            except OSError:
                pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        stop.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(timeout=5)
