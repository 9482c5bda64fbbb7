"""Every bit of a small signed certificate is flipped.

Three things stand against a flip, and each is tried on its own:

* the log's digest of the file, which a stranger's verifier compares: every bit;
* the signer's digest over the byte range, which is all of the file but the signature's container:
  every bit of it;
* the validator as a whole: a sample of the byte range, and of the container every fourth byte and
  every bit of the digits of its first lengths, which could take in the zeros that follow.

The container has bits that no signature covers and that mean nothing: the case of its hexadecimal
digits and the zeros that fill it up.  A validator need not mind them; ours refuses each of them.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256

import pytest
from asn1crypto import cms

from shoumi.base.documents import pades, signature_fields
from shoumi.base.documents.tests.signed_sample import AT, person, root
from shoumi.base.documents.validation import validate
from shoumi.core.ledger.tests.flips import refuse_every_bit
from shoumi.core.tests import portion
from shoumi.core.verify.document import Extra, holds
from shoumi.core.verify.report import Bad
from shoumi.core.verify.tests import evidence

pytestmark = pytest.mark.slow

_OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<<>>>>",
)


def one_page():
    """The smallest paper that can be signed: real ones carry fonts of 150 KB."""
    made, places = b"%PDF-1.7\n", []
    for number, content in enumerate(_OBJECTS, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    made, start = made + b"xref\n0 4\n0000000000 65535 f \n" + table, len(made)
    return made + b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


@cache
def certificate():
    empty = signature_fields.prepare(
        one_page(), [signature_fields.Field("certifying", 0, (10, 10, 200, 60))]
    )
    return pades.sign(empty, identity=person("赵虚甲"), reason="证明", at=AT, field="certifying")


def byte_range(pdf):
    told = re.search(rb"/ByteRange\s*\[([\d ]*)\]", pdf)
    return [int(edge) for edge in told[1].split()]


def test_no_flipped_bit_agrees_with_what_the_log_holds(tally):
    body = evidence.body("certificate.issued", 0, facts={"pdf": sha256(certificate()).hexdigest()})
    extra = Extra(body)
    holds(extra, certificate())
    bits = refuse_every_bit(certificate(), lambda altered: holds(extra, altered), Bad)
    assert bits == 8 * len(certificate()) or not portion.is_long()
    tally("certificate, by the log", bits)


def test_no_flipped_bit_of_the_byte_range_has_the_digest_that_was_signed(tally):
    pdf = certificate()
    first, length, resumed, rest = byte_range(pdf)
    assert (first, resumed + rest) == (0, len(pdf))
    told = cms.ContentInfo.load(bytes.fromhex(pdf[length + 1 : resumed - 1].decode()))
    attributes = told["content"]["signer_infos"][0]["signed_attrs"]
    (signed,) = (
        one["values"][0].native for one in attributes if one["type"].native == "message_digest"
    )

    def read(covered):
        if sha256(covered).digest() != signed:
            raise Bad("another digest")

    covered = pdf[:length] + pdf[resumed:]
    read(covered)
    tally("certificate, by the signature", refuse_every_bit(covered, read, Bad))


def test_the_validator_refuses_flips_all_over_the_file_and_names_no_page_as_good(tally):
    pdf = certificate()
    assert validate(pdf, [root()[1]]).ok
    _, length, resumed, _ = byte_range(pdf)
    places = [*range(0, length, 97), *range(length, resumed, 4), *range(resumed, len(pdf), 23)]
    flips = [(place, number % 8) for number, place in enumerate(places)]
    flips += [(length + at, bit) for at in range(48) for bit in range(4)]
    for place, bit in flips:
        changed = bytearray(pdf)
        changed[place] ^= 1 << bit
        report = validate(bytes(changed), [root()[1]])
        assert not report.ok, (place, bit)
        assert report.problems
    tally("certificate, by the validator", len(flips))


def test_the_bits_that_mean_nothing_are_refused_and_named():
    pdf = certificate()
    _, length, resumed, _ = byte_range(pdf)
    digits = pdf[length + 1 : resumed - 1]
    letters = [at for at, digit in enumerate(digits) if digit in b"abcdefABCDEF"]
    filling = range(len(digits.rstrip(b"0")) + 1, len(digits))
    assert letters
    assert filling
    for at, bit in [*((at, 0x20) for at in letters[::40]), *((at, 1) for at in filling[::60])]:
        changed = bytearray(pdf)
        changed[length + 1 + at] ^= bit
        report = validate(bytes(changed), [root()[1]])
        # The signature itself is as good as before: only its container tells.
        assert report.problems == ["certifying: container_altered"]
        assert all(one.intact for one in report.signatures)
