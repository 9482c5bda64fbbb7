"""Check a Shoumi dossier, log, certificate or receipt offline: no network, no database.

    python3 verify.py DOSSIER|LOG|CERTIFICATE|RECEIPT [--trust FILE] [--json]

Exit 0 yes, 1 no or not yet decidable, 2 wrong use.  Standard library only, ``cryptography`` used
where it is there, and written apart from the program that writes the evidence.

- A certificate or receipt is checked by the proof inside the PDF and by the .tlog-proof beside it;
  without either it is not yet decidable.
- Text is relied on only when it stands under a good signature.  Without --trust the key is the one
  named inside: that shows that the parts agree, not who made them (``anchored: no``).
- What could not be checked is told.

Trust file, got by another way than the dossier: ``shoumi.trust/v1``; ``log VKEY``; any number of
``former VKEY POSITION`` (a key of the log before, and the entry that replaced it; the oldest
first), ``seen SIZE ROOT`` and ``witness VKEY``; then PEM root certificates for PDF signatures and
time-stamps.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from shoumi.core.verify.dossier import check_dossier
from shoumi.core.verify.embedded_proof import check_paper
from shoumi.core.verify.folder import files_of, given_file, read_file
from shoumi.core.verify.log import COSIGNATURE, LOG, Key, Trust, key_of
from shoumi.core.verify.report import Bad, Report, WrongUse, decimal, unbase64
from shoumi.core.verify.tiled import CHECKPOINT_FILE, check_log
from shoumi.core.verify.words import ZH

TRUST = "shoumi.trust/v1"
_VERDICTS = {
    "proven": "结论：相符 / verified",
    "broken": "结论：不符 / NOT verified",
    "undecided": "结论：还不能判断 / not yet decidable",
}
_PEM = "-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n"


def read_trust(path: Path) -> Trust:
    """
    Raises:
        WrongUse: the file cannot be read or is not a trust file; names the line.
    """
    data = given_file(path)
    head, begin, tail = data.decode(errors="replace").replace("\r\n", "\n").partition(_PEM[0])
    logs: list[Key] = []
    seen: list[tuple[int, bytes]] = []
    witnesses: list[Key] = []
    former: list[tuple[Key, int]] = []
    for number, line in enumerate(head.split("\n"), start=1):
        word, _, rest = line.partition(" ")
        size, _, root = rest.partition(" ")
        try:
            if word == "log":
                logs.append(key_of(rest))
            elif word == "witness":
                witnesses.append(key_of(rest, LOG, COSIGNATURE))
            elif word == "former":
                former.append((key_of(size), decimal(root)))
            elif word == "seen" and size != "0":
                seen.append((decimal(size), unbase64(root, 32)))
            elif line != (TRUST if number == 1 else ""):
                raise Bad("not of the expected shape")
        except Bad as error:
            raise WrongUse("not a trust file", f"{path.name}, line {number}") from error
    pieces = (begin + tail).split(_PEM[1])
    if len(logs) != 1 or pieces.pop().strip():
        raise WrongUse("not a trust file", path.name)
    roots = [(each + _PEM[1]).encode() for each in pieces]
    return Trust(logs[0], seen, witnesses, roots, former)


def verify(path: Path, trust: Trust | None) -> Report:
    """Check what ``path`` names: a dossier (folder or zip), a whole log as tiles (folder), a
    certificate (PDF) or a receipt.

    Raises:
        WrongUse: it is none of these.
    """
    kind = {".zip": "dossier", ".pdf": "certificate", ".jsonld": "receipt"}.get(path.suffix, "")
    if not path.exists() or not (kind or path.is_dir()):
        raise WrongUse("not a dossier, certificate or receipt", path.name)
    if path.is_dir() or kind == "dossier":
        is_log = path.is_dir() and (path / CHECKPOINT_FILE).is_file()
        report = Report("log" if is_log else "dossier")
        try:
            (check_log if is_log else check_dossier)(report, files_of(path), trust)
        except Bad as bad:
            report.fail(report.kind, path.name, bad.detail)
        return report
    report = Report(kind)
    proofs = [Path(f"{path}.tlog-proof"), path.with_suffix(".tlog-proof")]
    found = [proof for proof in proofs if proof.exists()]
    try:
        beside = read_file(found[0]) if found else None
    except Bad as bad:
        report.fail("proof", path.name, bad.detail)
    else:
        document = given_file(path)
        check_paper(report, content=document, name=path.name, beside=beside, trust=trust)
    if kind == "certificate":
        report.skip("pdf", path.name, "signatures inside PDF files")
    return report


def as_text(report: Report) -> str:
    """For people: good checks counted, everything else line by line, in both languages."""
    good: dict[str, int] = {}
    for check in report.checks + report.confirmed:
        good[check["check"]] = good.get(check["check"], 0) + check["ok"]
    lines = [f"  ok  {name} ({count})" for name, count in good.items() if count]
    marked = [("FAIL", check) for check in report.checks if not check["ok"]]
    marked += [("   ?", check) for check in report.not_checked]
    for mark, check in marked:
        said = f"{ZH.get(check['detail'], '')} / {check['detail']}"
        lines.append(f"{mark}  {check['check']}: {_plain(check['place'])}: {_plain(said)}")
    lines.append(f"anchored: {'yes' if report.anchored else 'no'}")
    lines.append(_VERDICTS[report.verdict])
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    # A hostile file name must not steer the reader's terminal.
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check a dossier, log, certificate or receipt.")
    parser.add_argument("path", type=Path, help="a folder, .zip, .pdf or .jsonld")
    parser.add_argument("--trust", type=Path, help="log key and roots, got by another way")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    given = parser.parse_args(arguments)
    try:
        report = verify(given.path, read_trust(given.trust) if given.trust else None)
    except WrongUse as error:
        parser.error(f"{ZH[error.detail]} / {error}")
    said = json.dumps(report.as_json()) + "\n" if given.json else as_text(report)
    sys.stdout.buffer.write(said.encode())
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main())
