"""Files that people of the house put in the record of a request: what each is, and what may come.

A recording of a call is kept only where the person was told of it at the beginning (PIPL 14, 17;
handbook 10.3).  Papers of an agent or a relative are looked at here and asked of nobody else.
"""

from __future__ import annotations

from enum import StrEnum

from shoumi.chapters.feedback.rules import Kind, Part, Proof


class Enclosure(StrEnum):
    """Stored values: changing one needs a migration."""

    RECORDING = "RECORDING"
    LETTER = "LETTER"  # what came on paper
    AUTHORITY = "AUTHORITY"  # of an agent, a guardian or a relative
    OTHER = "OTHER"


# An hour and a half of a call as telephones carry it (ITU-T G.711, 8,000 bytes a second).
MOST_RECORDING = 40 * 2**20
MOST_NAME = 120
# A person adds so often by one receipt.
MOST_ADDITIONS = 20
# How recordings begin: WAV, MP3 with and without a tag, AMR, Ogg, FLAC; of MP4 what follows the
# length of its first box.
_BEGINS = (b"RIFF", b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"#!AMR", b"OggS", b"fLaC")
_MP4 = b"ftyp"
_WITH_PAPERS = frozenset({Proof.AGENT, Proof.RELATIVE})
# Those that somebody of the house states: what a notice or a comparison proves is seen by itself.
BY_HAND = tuple(one for one in Proof if one not in (Proof.NOTICE_CODE, Proof.TWO_VALUES))


def part_of(file: Enclosure) -> Part:
    return Part.CALL if file is Enclosure.RECORDING else Part.ATTACHED


def is_recording(content: bytes) -> bool:
    return content.startswith(_BEGINS) or content[4:8] == _MP4


def fits(kind: Kind, proof: Proof) -> bool:
    """Who asks for somebody who died is a relative, and nobody else is (PIPL 49)."""
    return (kind is Kind.RELATIVES) == (proof is Proof.RELATIVE)


def needs_paper(proof: Proof) -> bool:
    """Whether nobody believes it without a paper in the record."""
    return proof in _WITH_PAPERS
