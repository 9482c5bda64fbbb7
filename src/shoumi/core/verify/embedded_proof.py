"""A PDF that carries its ``.tlog-proof`` in its own metadata.

The house appends one incremental update to a paper that is on record: the metadata stream once
more, with one description added that holds how many bytes the paper had and its proof::

    original | N 0 obj (the XMP packet and the description) | xref | trailer | %%EOF

Here the update is not judged but made again from the original and the proof, and compared byte for
byte: whatever else stands behind the original makes it another file.  The digest in the log is the
original's.  Sources: ISO 32000-2, 7.5.6 and 14.3.2; ISO 19005-2, 6.6.2.3.3 (the schema declared).
"""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from typing import NamedTuple

from shoumi.core.verify.document import BESIDE, INSIDE, check_alone
from shoumi.core.verify.log import Trust
from shoumi.core.verify.report import Bad, Report, decimal, unbase64

NAMESPACE = "urn:x-shoumi:proof:1/"
MARK = f'<rdf:Description rdf:about="" xmlns:shoumi="{NAMESPACE}">'.encode()
NO_PROOF = "no proof inside it, and no .tlog-proof beside it"
CHANGED = "something was changed or added behind the proof inside it"
SIGNED_LATER = "signed after it left; that signature and what came with it are not judged here"
NO_ROOM = "not a form of PDF that takes a proof inside it"

_DESCRIBED = re.compile(
    re.escape(MARK) + rb"<shoumi:bytes>([0-9]{1,16})</shoumi:bytes>"
    rb"<shoumi:tlogProof>([A-Za-z0-9+/=]+)</shoumi:tlogProof></rdf:Description>"
)
_SCHEMA = (
    '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Shoumi proof</pdfaSchema:schema>'
    f"<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>shoumi</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>'
    "<pdfaProperty:description>How many bytes of this file the proof is of"
    "</pdfaProperty:description><pdfaProperty:name>bytes</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>'
    "<pdfaProperty:description>The c2sp.org/tlog-proof of those bytes, in base 64"
    "</pdfaProperty:description><pdfaProperty:name>tlogProof</pdfaProperty:name>"
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li>"
    "</rdf:Seq></pdfaSchema:property></rdf:li>"
).encode()
_BYTE_RANGE = re.compile(
    rb"/ByteRange\s*\[\s*0\s+([0-9]{1,12})\s+([0-9]{1,12})\s+([0-9]{1,12})\s*\]"
)
_SCHEMAS_END, _RDF_END = b"</rdf:Bag></pdfaExtension:schemas>", b"</rdf:RDF>"
_TRAILER = re.compile(
    rb"trailer\s*<<((?:[^<>]|<[0-9a-fA-F]*>)*)>>\s*startxref\s+([0-9]+)\s+%%EOF\s*"
)
_TRAILER_BYTES = 4096
_METADATA = re.compile(rb"/Metadata\s+([0-9]{1,9})\s+0\s+R\b")
_STREAM = re.compile(rb"\s*<<([^<>]*)>>\s*stream\r?\n(?=<\?xpacket begin=)")
# As typesetters write it: in plain letters between brackets, or in hexadecimal.
_FIRST_ID = re.compile(rb"/ID\s*\[\s*(?:\(([^()\\]*)\)|<([0-9a-fA-F]*)>)")


class Parted(NamedTuple):
    """``original``  the bytes that the log knows"""

    original: bytes
    proof: bytes


class SignedLater(NamedTuple):
    """``size``  bytes of the paper with its proof, before what was added"""

    parted: Parted
    size: int


class Place(NamedTuple):
    """Where a paper's metadata and its table of objects are.

    ``before``  offset of the last table
    """

    metadata: int
    packet: bytes
    size: int
    root: bytes
    info: bytes
    first_id: bytes
    before: int


def parted(pdf: bytes) -> Parted | None:
    """The paper and the proof inside it; None where there is none.

    Raises:
        Bad: there is one, and the file is more or other than paper and proof.
    """
    start = pdf.rfind(MARK)
    if start < 0:
        return None
    described = _DESCRIBED.match(pdf, start)
    if described is None:
        raise Bad(CHANGED)
    size, proof = decimal(described[1].decode()), unbase64(described[2].decode())
    found = Parted(pdf[:size], proof)
    try:
        whole = found.original + update_of(found.original, proof)
    except Bad as bad:
        raise Bad(CHANGED) from bad
    if size >= start or whole != pdf:
        raise Bad(CHANGED)
    return found


def signed_later(pdf: bytes) -> SignedLater | None:
    """A paper with its proof, unchanged, and behind them a signature over all of the file.

    Whether that signature holds is not looked at, nor what else came with it: what a reader shows
    may be another text than the paper's.
    """
    start = pdf.find(MARK)
    described = _DESCRIBED.match(pdf, start) if start >= 0 else None
    if described is None:
        return None
    try:
        size, proof = decimal(described[1].decode()), unbase64(described[2].decode())
        whole = pdf[:size] + update_of(pdf[:size], proof)
    except Bad:
        return None
    if size >= start or not pdf.startswith(whole) or not _ends_signed(pdf, len(whole)):
        return None
    return SignedLater(Parted(pdf[:size], proof), len(whole))


def _ends_signed(pdf: bytes, behind: int) -> bool:
    """The last signature is behind that place and of every byte but its own."""
    found = list(_BYTE_RANGE.finditer(pdf, behind))
    if not found:
        return False
    start, again, count = (int(found[-1][edge]) for edge in (1, 2, 3))
    is_hex = pdf[start : start + 1] == b"<" and pdf[again - 1 : again] == b">"
    return behind < start < again and again + count == len(pdf) and is_hex


def update_of(original: bytes, proof: bytes) -> bytes:
    """What stands behind ``original`` where it carries ``proof``.

    Raises:
        Bad: a paper of this form carries none.
    """
    place = _place(original)
    packet = with_description(place.packet, size=len(original), proof=proof)
    # An object begins on a line of its own.
    gap = b"" if original.endswith(b"\n") else b"\n"
    at = len(original) + len(gap)
    written = b"%d 0 obj\n<<\n/Type /Metadata\n/Subtype /XML\n/Length %d\n>>\nstream\n%s" % (
        place.metadata,
        len(packet),
        packet + b"\nendstream\nendobj\n",
    )
    table = b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (place.metadata, at)
    second_id = sha256(original + gap).hexdigest()[:32].encode()
    trailer = b"trailer\n<<\n/Size %d\n/Root %s\n%s/ID [ <%s> <%s> ]\n/Prev %d\n>>\n" % (
        place.size + 1,
        place.root,
        b"/Info %s\n" % place.info if place.info else b"",
        place.first_id,
        second_id,
        place.before,
    )
    end = b"startxref\n%d\n%%%%EOF\n" % (at + len(written))
    return gap + written + table + trailer + end


def with_description(packet: bytes, *, size: int, proof: bytes) -> bytes:
    """The XMP packet and one description; in a PDF/A its schema beside those that are declared.

    Raises:
        Bad: it is not of one graph, has a proof, or is a PDF/A's that declares no schema.
    """
    coded = base64.b64encode(proof)
    told = b"%s<shoumi:bytes>%d</shoumi:bytes><shoumi:tlogProof>%s</shoumi:tlogProof>" % (
        MARK,
        size,
        coded,
    )
    schemas = packet.count(_SCHEMAS_END)
    is_declared = schemas == 1 or (schemas == 0 and b"pdfaid" not in packet)
    if packet.count(_RDF_END) != 1 or MARK in packet or not is_declared:
        raise Bad(NO_ROOM)
    packet = packet.replace(_SCHEMAS_END, _SCHEMA + _SCHEMAS_END)
    return packet.replace(_RDF_END, told + b"</rdf:Description>" + _RDF_END)


def _place(original: bytes) -> Place:
    start = max(original.rfind(b"trailer"), len(original) - _TRAILER_BYTES, 0)
    trailer = _TRAILER.fullmatch(original, start)
    if trailer is None:
        raise Bad(NO_ROOM)
    keys = trailer[1]
    root, info = _reference(keys, b"Root"), _reference(keys, b"Info")
    size, first = re.search(rb"/Size\s+([0-9]{1,9})\b", keys), _FIRST_ID.search(keys)
    if size is None or first is None or not root:
        raise Bad(NO_ROOM)
    head = _object(original, root.split()[0])
    named = _METADATA.findall(original, head, max(head, original.find(b"endobj", head)))
    if len(named) != 1:
        raise Bad(NO_ROOM)
    coded = first[1].hex().encode() if first[1] is not None else first[2].lower()
    before = decimal(trailer[2].decode())
    packet = _packet(original, named[0])
    return Place(int(named[0]), packet, int(size[1]), root, info, coded, before)


def _packet(original: bytes, number: bytes) -> bytes:
    stream = _STREAM.match(original, _object(original, number))
    if stream is None or b"/Filter" in stream[1]:
        raise Bad(NO_ROOM)
    length = re.search(rb"/Length\s+([0-9]{1,9})\b(?!\s+[0-9]+\s+R)", stream[1])
    end = stream.end() + (int(length[1]) if length else 0)
    if not re.compile(rb"\r?\n?endstream\b").match(original, end):
        raise Bad(NO_ROOM)
    return original[stream.end() : end]


def _reference(keys: bytes, name: bytes) -> bytes:
    found = re.search(rb"/%s\s+([0-9]{1,9})\s+0\s+R\b" % name, keys)
    return found[1] + b" 0 R" if found else b""


def _object(original: bytes, number: bytes) -> int:
    """Where the last of that number begins, behind its heading."""
    heads = [one.end() for one in re.finditer(rb"(?<![0-9])%s 0 obj\b" % number, original)]
    if not heads:
        raise Bad(NO_ROOM)
    return heads[-1]


def check_paper(
    report: Report, *, content: bytes, name: str, beside: bytes | None, trust: Trust | None
) -> None:
    """A certificate or receipt, by the proof inside it and the one that lies beside it."""
    later = None
    try:
        found = parted(content)
    except Bad as bad:
        later = signed_later(content)
        if later is None:
            report.fail("document", name, bad.detail)
            return
        found = later.parted
    document, inside = found or (content, None)
    for proof, where in ((inside, INSIDE), (beside, BESIDE)):
        if proof is not None:
            check_alone(report, document=document, name=name, proof=proof, trust=trust, where=where)
    if later is not None:
        report.lack("pdf", name, SIGNED_LATER)
    if not report.checks:
        report.lack("proof", name, NO_PROOF)
