"""A time-stamp authority run by openssl: level B-T, or no signature."""

import re
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from asn1crypto import cms, tsp

from shoumi.base.documents import pades
from shoumi.base.documents.errors import TimestampFailed
from shoumi.base.documents.tests import authority
from shoumi.base.documents.tests.authority import openssl, reply
from shoumi.base.documents.tests.signed_sample import paper, person, root
from shoumi.base.documents.validation import validate


@pytest.fixture(scope="module")
def tsa(tmp_path_factory):
    return authority.made(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def serve():
    """Serve answers to time-stamp requests; gives the address."""
    with ExitStack() as running:
        yield lambda answer, status=200: running.enter_context(authority.serving(answer, status))


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
