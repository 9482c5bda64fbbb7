"""A time-stamp authority run by openssl: level B-T, or no signature."""

import re
import subprocess
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer

import pytest
from asn1crypto import cms, tsp

from shoumi.base.documents import pades
from shoumi.base.documents.errors import TimestampFailed
from shoumi.base.documents.tests.signed import paper, person, root
from shoumi.base.documents.validation import validate

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


@pytest.fixture(scope="module")
def tsa(tmp_path_factory):
    """A folder with an authority: root.pem, tsa.pem and their keys."""
    folder = tmp_path_factory.mktemp("tsa")
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


@pytest.fixture
def serve():
    """Serve answers to time-stamp requests; gives the address."""
    running = []

    def start(answer, status=200):
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
        server = TCPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


def reply(folder, request):
    (folder / "request.tsq").write_bytes(request)
    openssl(
        folder,
        "ts -reply -config tsa.cnf -section here -queryfile request.tsq"
        " -signer tsa.pem -inkey tsa.key -out reply.tsr",
    )
    return (folder / "reply.tsr").read_bytes()


def sign(url):
    # The authority's clock is the machine's, so the signer's certificate must cover today.
    at = datetime.now(UTC).replace(microsecond=0)
    return pades.sign(paper(), identity=person("赵虚甲", at=at), reason="签署", at=at, tsa_url=url)


def test_with_an_authority_the_level_is_b_t_and_openssl_verifies_the_stamp(tsa, serve):
    signed = sign(serve(lambda request: reply(tsa, request)))
    (one,) = validate(signed, [root()[1]], tsa_roots=[(tsa / "root.pem").read_bytes()]).signatures
    assert (one.level, one.bottom_line, one.timestamp_intact) == ("B-T", True, True)
    # What was stamped is the signature value (ETSI EN 319 122-1, 5.3).
    (tsa / "stamped").write_bytes(_signature_value(signed))
    (tsa / "token.der").write_bytes(_token(signed))
    told = openssl(
        tsa, "ts -verify -data stamped -in token.der -token_in -CAfile root.pem -untrusted tsa.pem"
    )
    assert b"Verification: OK" in told.stdout + told.stderr


def test_a_stamp_of_an_unknown_authority_is_named(tsa, serve):
    signed = sign(serve(lambda request: reply(tsa, request)))
    report = validate(signed, [root()[1]])
    assert report.problems == ["disclosing: timestamp_untrusted"]


@pytest.mark.parametrize("status", [200, 500])
def test_a_broken_answer_means_no_signature(serve, status):
    url = serve(lambda request: b"no stamp", status)
    with pytest.raises(TimestampFailed):
        sign(url)


def test_a_stamp_for_something_else_means_no_signature(tsa, serve):
    def other(request):
        changed = tsp.TimeStampReq.load(request)
        changed["message_imprint"]["hashed_message"] = b"\x01" * 32
        return reply(tsa, changed.dump(force=True))

    with pytest.raises(TimestampFailed):
        sign(serve(other))


def test_a_stamp_that_does_not_repeat_the_nonce_means_no_signature(tsa, serve):
    def without_nonce(request):
        openssl(tsa, "ts -query -data root.pem -sha256 -cert -no_nonce -out other.tsq")
        return reply(tsa, (tsa / "other.tsq").read_bytes())

    with pytest.raises(TimestampFailed):
        sign(serve(without_nonce))


def test_an_authority_that_is_away_means_no_signature():
    with pytest.raises(TimestampFailed):
        sign("http://127.0.0.1:9/")


def _signer_info(signed):
    (found,) = re.finditer(rb"/ByteRange \[([\d ]+)\]", signed)
    start, length, resumed, _ = (int(edge) for edge in found[1].split())
    container = bytes.fromhex(signed[start + length + 1 : resumed - 1].decode())
    return cms.ContentInfo.load(container)["content"]["signer_infos"][0]


def _signature_value(signed):
    return _signer_info(signed)["signature"].native


def _token(signed):
    (attribute,) = _signer_info(signed)["unsigned_attrs"]
    return attribute["values"][0].dump()
