"""A PDF of one empty page with XMP metadata, as small as one can be, and its entry in a log."""

from __future__ import annotations

from hashlib import sha256

from shoumi.core.verify.embedded_proof import update_of
from shoumi.core.verify.tests import evidence

PACKET = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about=""/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)


def pdf(packet=PACKET, catalogue=b"<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R>>", end=b"\n"):
    objects = [
        catalogue,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n%s\nendstream" % (len(packet), packet),
    ]
    out, table = b"%PDF-1.7\n", b"xref\n0 5\n0000000000 65535 f \n"
    for number, content in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    trailer = b"trailer\n<</Size 5/Root 1 0 R/ID[(a)<0B>]>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + table + trailer + end


def proof_for(paper, key=evidence.KEY, **more):
    """The proof of the entry that holds ``paper``, complete in itself."""
    body = evidence.body("document.stored", 1, facts={"document": sha256(paper).hexdigest()})
    leaves = [evidence.leaf(one) for one in (*evidence.bodies(), body)]
    told = {"body": body.decode(), "vkey": evidence.vkey(key), **more}
    return evidence.proof(leaves, len(leaves) - 1, evidence.dumped(told), key)


def proven(paper=None, proof=None):
    paper = pdf() if paper is None else paper
    proof = proof_for(paper) if proof is None else proof
    return paper + update_of(paper, proof)
