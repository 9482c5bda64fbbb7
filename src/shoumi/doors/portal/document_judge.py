"""The child that judges one paper of a stranger: limits first, then nothing but the verifier.

Started by ``document_judge_process``; the paper is standard input, with its proof behind it, and
what is found goes to standard output as JSON.  It takes on the limits of the parsers of intake.
"""

from __future__ import annotations

import io
import json
import os
import re
import struct
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shoumi.core.verify.folder import Files
    from shoumi.core.verify.log import Trust
    from shoumi.core.verify.report import Report

MAX_UNPACKED = 2**28
MAX_MEMBER = 2**26
MAX_MEMBERS = 5_000
MAX_RATIO = 200
_RATIO_FREE = 2**20  # a short member of one letter is no bomb
# Of the directory of an archive, before it is read: the library reads it whole.
_MAX_DIRECTORY = 2**21
_TAIL, _MOST_REMARK = struct.Struct("<4s4H2LH"), 2**16
# The second says that counts lie elsewhere, which no archive of this size needs.
_END, _END_64, _LOCATOR_BYTES = b"PK\x05\x06", b"PK\x06\x07", 20
_ALONE: Mapping[str, str] = {".jsonld": "receipt", ".pdf": "certificate"}
_PROOF = ".tlog-proof"
_SIGNATURE = re.compile(rb"/Contents\s*<([0-9a-fA-F]+)>")
_MOST_NAME = 60
# Of a paper of another house: whether it agrees with itself is told, and no more than that.
_OTHER_LOG = "the key is not the one you trust"


class Large(Exception):
    """Over a limit."""


class Strange(Exception):
    """No paper of ours by its name."""


def judge(name: str, content: bytes, beside: bytes | None, trust: Trust) -> Report:
    """
    Raises:
        Large, Strange
    """
    from shoumi.core.verify.dossier import MANIFEST, check_dossier
    from shoumi.core.verify.report import Bad, Report

    if PurePath(name).suffix != ".zip":
        return _alone(name, content, beside, trust)
    report = Report("dossier")
    try:
        files = unpacked(content)
        kept = [own for own in files if PurePath(own).suffix in _ALONE]
        if MANIFEST not in files and len(kept) == 1:
            proofs = [own for own in files if own.endswith(_PROOF)]
            return _alone(kept[0], files[kept[0]](), files[proofs[0]]() if proofs else None, trust)
    except Bad as bad:
        report.fail("dossier", name, bad.detail)
        return report
    check_dossier(report, files, trust)
    if _OTHER_LOG in {one["detail"] for one in report.checks if not one["ok"]}:
        own = Report("dossier")
        check_dossier(own, files, None)
        if own.ok:
            return own
    return report


def _alone(name: str, content: bytes, proof: bytes | None, trust: Trust) -> Report:
    from shoumi.core.verify.embedded_proof import SIGNED_LATER, check_paper
    from shoumi.core.verify.report import Report

    kind = _ALONE.get(PurePath(name).suffix)
    if kind is None:
        raise Strange
    report = Report(kind)
    check_paper(report, content=content, name=name, beside=proof, trust=trust)
    if [one["detail"] for one in report.checks if not one["ok"]] == [_OTHER_LOG]:
        report = Report(kind)
        check_paper(report, content=content, name=name, beside=proof, trust=None)
    if kind == "certificate":
        report.skip("pdf", name, "signatures inside PDF files")
        for row in report.not_checked:
            if row["detail"] == SIGNED_LATER:
                row["place"] = "、".join([name, *_signers(content)])
    return report


def _signers(content: bytes) -> list[str]:
    """Whom the signatures behind the paper name: what certificates say that nobody judged."""
    from cryptography.hazmat.primitives.serialization import pkcs7
    from cryptography.x509.oid import NameOID

    from shoumi.core.verify.embedded_proof import signed_later

    later = signed_later(content)
    names: list[str] = []
    for one in _SIGNATURE.finditer(content, later.size if later else 0):
        try:
            held = pkcs7.load_der_pkcs7_certificates(_first_der(bytes.fromhex(one[1].decode())))
            issuers = [each.issuer for each in held]
            for each in (each for each in held if each.subject not in issuers):
                for told in each.subject.get_attributes_for_oid(NameOID.COMMON_NAME):
                    names.append(str(told.value)[:_MOST_NAME])
        except (ValueError, TypeError, IndexError):  # a stranger's: whatever it says is not told
            continue
    return names


def _first_der(padded: bytes) -> bytes:
    """Room for a signature is filled up with zeros."""
    first = padded[1]
    more = first & 0x7F if first & 0x80 else 0
    size = int.from_bytes(padded[2 : 2 + more]) if more else first
    return padded[: 2 + more + size]


def unpacked(content: bytes) -> Files:
    """The members of the archive, each read when it is asked for.

    Raises:
        Bad
        Large
    """
    from shoumi.core.verify.folder import BROKEN, files_in
    from shoumi.core.verify.report import Bad

    _look_at_tail(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN as error:
        raise Bad("the archive is damaged") from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(one.file_size for one in members) > MAX_UNPACKED:
        raise Large
    for one in members:
        is_bomb = one.file_size > _RATIO_FREE + MAX_RATIO * one.compress_size
        if one.file_size > MAX_MEMBER or is_bomb:
            raise Large
    return files_in(archive)


def _look_at_tail(content: bytes) -> None:
    """How many members and how long a directory the archive says it has, before either is read.

    Each place that could be its end is looked at, as the library may choose another than we would.
    Raises:
        Large
    """
    at = max(0, len(content) - _MOST_REMARK - _TAIL.size)
    while (at := content.find(_END, at)) >= 0 and at + _TAIL.size <= len(content):
        _, _, _, _, count, size, _, _ = _TAIL.unpack_from(content, at)
        is_64 = content[max(0, at - _LOCATOR_BYTES) :].startswith(_END_64)
        if count > MAX_MEMBERS or size > _MAX_DIRECTORY or is_64:
            raise Large
        at += 1


def said(order: dict[str, Any], content: bytes) -> dict[str, Any]:
    from shoumi.core.verify.log import Trust, key_of

    former = [(key_of(key), position) for key, position in order["former"]]
    trust = Trust(key_of(order["key"]), former=former)
    size = order["size"]
    beside = content[size:] if order["has_proof"] else None
    try:
        found = judge(order["name"], content[:size], beside, trust)
    except (Large, MemoryError):
        return {"refused": "large"}
    except Strange:
        return {"refused": "strange"}
    checks, unknown, confirmed = found.checks, found.not_checked, found.confirmed
    told = {"kind": found.kind, "checks": checks, "not_checked": unknown, "confirmed": confirmed}
    return {**told, "anchored": found.anchored, "lacks": found.lacks}


def main() -> None:
    from shoumi.base.intake import worker

    order = worker.ordered()
    worker.confine(**order["limits"])
    content = sys.stdin.buffer.read()
    sys.stdout.buffer.write(json.dumps(said(order, content)).encode())
    sys.stdout.buffer.flush()
    os._exit(0)


if __name__ == "__main__":
    # As a script its own folder must not shadow what it imports.
    sys.path[:] = [entry for entry in sys.path if entry != str(Path(__file__).resolve().parent)]
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    main()
