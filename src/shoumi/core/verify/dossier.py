"""The checks of a dossier, in the order in which they rest on each other."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from shoumi.core.verify.document import Extra, body_of, extra_of, holds, moment_of
from shoumi.core.verify.folder import Files
from shoumi.core.verify.log import (
    Key,
    Trust,
    check_seen,
    key_of,
    leaf_hash,
    open_checkpoint,
    open_note,
    read_proof,
    root_from,
    roots_at,
)
from shoumi.core.verify.log_keys import (
    Span,
    Step,
    claimed_size,
    key_at,
    known_to,
    spans_at,
    stands_in,
    step_of,
)
from shoumi.core.verify.report import (
    Bad,
    Counted,
    Report,
    at,
    canonical,
    canonical_lines,
    lines_of,
    shaped,
    unbase64,
)
from shoumi.core.verify.stamp import check_stamp

FORMAT = "shoumi.dossier/v1"
MANIFEST, NOTE, CHECKPOINT = "MANIFEST.json", "dossier.note", "ledger/checkpoint"
LEAVES, ENTRIES, PAPERS = "ledger/leaves.txt", "ledger/entries.jsonl", "papers/index.json"
STATEMENTS = "statements/index.json"
LOG_KEYS = "ledger/log-keys/"
STAMP, TEXTS, COMMITTED = CHECKPOINT + ".tsr", "ledger/texts.jsonl", "_commitment"
TOLERANCE = timedelta(minutes=5)  # the clocks of two machines may differ by as much
_PATH = re.compile(r"(?!.*(^|/)\.{0,2}(/|$))[^\\\0-\x1f]+")
_TEXT = {"fact": str, "position": int, "salt": str, "text": str}
_STATED = {"duty": str, "evidence": str, "is_kept": bool, "kind": str, "position": int}
_PAPER = {"fact": str, "kind": str, "pages": int, "path": str, "position": int}


def check_dossier(report: Report, files: Files, trust: Trust | None) -> None:
    dossier = _Dossier(report, files, trust)
    dossier.check_manifest()
    if dossier.key is None:
        report.skip("dossier", MANIFEST, "the rest rests on it")
        return
    dossier.check_note(dossier.key)
    dossier.check_files()
    dossier.check_checkpoint(dossier.key)
    dossier.check_stamp()
    dossier.check_leaves()
    if dossier.leaves:
        dossier.check_entries()
        dossier.check_log_keys()
        dossier.check_rows()
        dossier.check_texts()
        dossier.check_papers()
        dossier.check_statements()
        dossier.check_issued()
        check_seen(report, dossier.leaves, trust)
    dossier.tell_the_rest()


class _Dossier:
    def __init__(self, report: Report, files: Files, trust: Trust | None) -> None:
        self.report, self.files, self.trust = report, files, trust
        self.key: Key | None = None
        self.steps: dict[str, Step] = {}
        self.spans: list[Span] = []
        self.manifest: dict[str, Any] = {}
        self.digests: dict[str, str] = {}
        self.leaves: list[bytes] = []
        self.bodies: dict[int, bytes] = {}
        self.latest: datetime | None = None

    def _read(self, path: str) -> bytes:
        if path not in self.files:
            raise Bad("the file is missing", path)
        try:
            return self.files[path]()
        except Bad as bad:
            raise Bad(bad.detail, path) from bad

    def check_manifest(self) -> None:
        with self.report.check("manifest", MANIFEST):
            kinds = {"deal": str, "files": list, "format": str, "root": str, "tree_size": int}
            manifest = shaped(canonical(self._read(MANIFEST)), vkey=str, **kinds)
            rows = [shaped(row, bytes=int, path=str, sha256=str) for row in manifest["files"]]
            paths = [row["path"] for row in rows]
            if manifest["format"] != FORMAT or paths != sorted(set(paths)):
                raise Bad("not of the expected shape")
            if NOTE in paths or not all(_PATH.fullmatch(path) for path in paths):
                raise Bad("not of the expected shape")
            unbase64(manifest["root"], 32)
            named = key_of(manifest["vkey"])
            self.manifest = manifest
            # What the rest is checked with, should the keys not lead from one to the other.
            self.key = self.trust.log if self.trust else named
            self.spans = known_to(self.trust) if self.trust else [Span(named, 0, None)]
            for path in filter(lambda path: path.startswith(LOG_KEYS), paths):
                with at(path):
                    self.steps[path] = step_of(self._read(path))
            self.spans = spans_at(self.steps.values(), named, manifest["tree_size"], self.trust)
            self.key = named

    def check_note(self, key: Key) -> None:
        with self.report.check("note", NOTE):
            lines, others = open_note(self._read(NOTE), key)
            if len(lines) != 5 or others:
                raise Bad("not of the expected shape")
            if lines[4] != sha256(self._read(MANIFEST)).hexdigest():
                raise Bad("not the manifest that was signed", MANIFEST)
            stated = [str(self.manifest[name]) for name in ("format", "deal", "tree_size", "root")]
            if lines[:4] != stated:
                raise Bad("not what the manifest says")
            self.report.anchored = self.trust is not None

    def check_files(self) -> None:
        listed = {row["path"]: row for row in self.manifest["files"]}
        for path, row in listed.items():
            with self.report.check("file", path):
                content = self._read(path)
                self.digests[path] = sha256(content).hexdigest()
                if (len(content), self.digests[path]) != (row["bytes"], row["sha256"]):
                    raise Bad("the bytes are not those of the manifest")
        for path in sorted(self.files.keys() - listed.keys() - {MANIFEST, NOTE}):
            self.report.fail("file", path, "the manifest does not list this file")

    def check_checkpoint(self, key: Key) -> None:
        with self.report.check("checkpoint", CHECKPOINT):
            size, root = open_checkpoint(
                self._read(CHECKPOINT),
                key=key,
                trust=self.trust,
                report=self.report,
                place=CHECKPOINT,
            )
            if (size, root) != (self.manifest["tree_size"], unbase64(self.manifest["root"])):
                raise Bad("not what the manifest says")

    def check_stamp(self) -> None:
        if STAMP in self.digests:
            with self.report.check("timestamp", STAMP):
                roots = self.trust.roots if self.trust else ()
                stamp, signed = self._read(STAMP), self._read(CHECKPOINT)
                check_stamp(self.report, stamp, of=signed, roots=roots, place=STAMP)

    def check_leaves(self) -> None:
        with self.report.check("leaves", LEAVES):
            written = self._read(LEAVES)
            if not re.fullmatch(rb"(?:[0-9a-f]{64}\n)*", written):
                self._name_line(written)
            size, count = self.manifest["tree_size"], len(written) // 65
            if not count or count != size:
                raise Bad("not as many leaves as signed", f"{LEAVES}, {count} lines")
            raw = bytes.fromhex(written.decode())
            self.leaves = [raw[start : start + 32] for start in range(0, len(raw), 32)]
            if roots_at(self.leaves, [size])[size] != unbase64(self.manifest["root"]):
                raise Bad("the recomputed root is another")

    def _name_line(self, written: bytes) -> None:
        for number, line in enumerate(lines_of(written), start=1):
            if not re.fullmatch("[0-9a-f]{64}", line):
                raise Bad("not in its one spelling", f"{LEAVES}, line {number}")

    def check_entries(self) -> None:
        with self.report.check("entries", ENTRIES):
            for number, line in enumerate(lines_of(self._read(ENTRIES)), start=1):
                place = f"{ENTRIES}, line {number}"
                try:
                    self._check_entry(line.encode(), place)
                except Bad as bad:
                    self.report.fail("entries", bad.place, bad.detail)

    def _check_entry(self, line: bytes, place: str) -> None:
        with at(place):
            row = shaped(canonical(line), body=str, position=int)
        position, text = row["position"], row["body"].encode()
        with at(f"{place}, position {position}"):
            if not next(reversed(self.bodies), -1) < position < len(self.leaves):
                raise Bad("position out of order or beyond the log")
            if leaf_hash(text) != self.leaves[position]:
                raise Bad("the body is not what the log holds here")
            body = body_of(text)
            self.bodies[position] = text
            if body.get("deal", self.manifest["deal"]) != self.manifest["deal"]:
                raise Bad("the entry belongs to another deal")
            moment = moment_of(body)
            before = self.latest or moment
            self.latest = max(before, moment)
            if before - moment > TOLERANCE:
                raise Bad("the time goes back")

    def check_log_keys(self) -> None:
        for path, step in self.steps.items():
            with self.report.check("log key", path):
                stands_in(step, body_of(self._body(step.position)))

    def check_rows(self) -> None:
        paths = set(self._inside("ledger/rows/"))
        for position, text in self.bodies.items():
            rows = body_of(text).get("rows")
            path = f"ledger/rows/{position}.jsonl"
            if rows and path not in paths:
                self.report.skip("rows", f"position {position}", "the rows are not disclosed")
            elif rows:
                paths.discard(path)
                self._check_rows(path, rows)
        for path in sorted(paths):
            self.report.fail("rows", path, "rows without a bulk entry")

    def _check_rows(self, path: str, rows: dict[str, Any]) -> None:
        with self.report.check("rows", path):
            hashed = Counted(leaf_hash(line) for line in canonical_lines(self._read(path), path))
            root = roots_at(hashed, [rows["count"]]).get(rows["count"], b"").hex()
            if (hashed.count, root) != (rows["count"], rows["root"]):
                raise Bad("not the rows the entry commits to")

    def check_texts(self) -> None:
        """Texts kept apart from the log: an entry holds SHA-256(salt | text), 32 bytes of salt."""
        told: set[tuple[int, str]] = set()
        if TEXTS in self.digests:
            with self.report.check("texts", TEXTS):
                for number, line in enumerate(lines_of(self._read(TEXTS)), start=1):
                    with at(f"{TEXTS}, line {number}"):
                        row = canonical(line.encode())
                        told.add(self._check_text(shaped(row, **_TEXT)))
        for position, written in self.bodies.items():
            for fact in sorted(body_of(written)["facts"]):
                if fact.endswith(COMMITTED) and (position, fact) not in told:
                    place = f"position {position}, {fact}"
                    self.report.skip("texts", place, "the text is withheld or erased")

    def _check_text(self, row: dict[str, Any]) -> tuple[int, str]:
        stated = body_of(self._body(row["position"]))["facts"].get(row["fact"])
        made = sha256(unbase64(row["salt"], 32) + row["text"].encode()).hexdigest()
        if not row["fact"].endswith(COMMITTED) or stated != made:
            raise Bad("not the text the entry commits to")
        return row["position"], row["fact"]

    def check_papers(self) -> None:
        told: set[str] = set()
        with self.report.check("papers", PAPERS):
            index = canonical(self._read(PAPERS))
            for row in index if type(index) is list else [index]:
                told.add(shaped(row, **_PAPER)["path"])
                self._check_paper(row)
        for path in self._inside("papers/"):
            if path not in told and path != PAPERS:
                self.report.fail("paper", path, "no leaf holds the digest of this document")

    def _check_paper(self, row: dict[str, Any]) -> None:
        path, position = row["path"], row["position"]
        with self.report.check("paper", f"{path}, position {position}"):
            facts = body_of(self._body(position))["facts"]
            if path not in self.digests or facts.get(row["fact"]) != self.digests[path]:
                raise Bad("no leaf holds the digest of this document")

    def check_statements(self) -> None:
        """What the roles stated; the files they looked at stay with the house."""
        if STATEMENTS not in self.digests:
            return
        with self.report.check("statements", STATEMENTS):
            for row in canonical(self._read(STATEMENTS)):
                stated = shaped(row, **_STATED)
                with at(f"{STATEMENTS}, position {stated['position']}"):
                    body = body_of(self._body(stated["position"]))
                    told = (body["facts"].get("evidence"), body["duties"])
                    if told != (stated["evidence"], [stated["duty"]]):
                        raise Bad("not what the entry says")

    def _body(self, position: int) -> bytes:
        if position not in self.bodies:
            raise Bad("the entry it rests on is not disclosed")
        return self.bodies[position]

    def _inside(self, folder: str) -> list[str]:
        return [path for path in self.digests if path.startswith(folder)]

    def check_issued(self) -> None:
        """Receipts and certificates, each by the proof beside it and by this log's leaves."""
        issued = self._inside("receipts/") + self._inside("certificates/")
        proofs = {path for path in issued if path.endswith(".tlog-proof")}
        claimed: list[tuple[str, int, bytes]] = []
        for path in sorted(set(issued) - proofs):
            proof = path + ".tlog-proof"
            if proof not in proofs:
                proof = path.rpartition(".")[0] + ".tlog-proof"
            with self.report.check("issued", path):
                if proof not in proofs:
                    raise Bad("no .tlog-proof beside it")
                proofs.discard(proof)
                with at(proof):
                    size, root = self._check_proof(path, proof)
                claimed.append((proof, size, root))
        for proof in sorted(proofs):
            self.report.fail("issued", proof, "a proof without its document")
        roots = roots_at(self.leaves, [size for _, size, _ in claimed])
        for proof, size, root in claimed:
            if roots.get(size) != root:
                self.report.fail("issued", proof, "forked: an earlier checkpoint is another")

    def _check_proof(self, path: str, place: str) -> tuple[int, bytes]:
        parts = read_proof(self._read(place))
        extra = extra_of(parts.extra) if parts.extra else Extra(self._body(parts.position))
        key = key_at(self.spans, claimed_size(parts.checkpoint))
        if extra.vkey and key_of(extra.vkey) != key:
            raise Bad("the key is not the one you trust")
        size, root = open_checkpoint(
            parts.checkpoint, key=key, trust=self.trust, report=self.report, place=place
        )
        leaf = leaf_hash(extra.body)
        if root_from(leaf, index=parts.position, size=size, path=parts.path) != root:
            raise Bad("the proof does not hold")
        with at(path):
            holds(extra, self._read(path))
        return size, root

    def tell_the_rest(self) -> None:
        withheld = len(self.leaves) - len(self.bodies)
        if withheld:
            self.report.skip("entries", f"{withheld} leaves", "the entries are not disclosed here")
        if any(path.endswith(".pdf") for path in self.digests):
            self.report.skip("pdf", "*.pdf", "signatures inside PDF files")
        stamps = {path for path in self.digests if path.endswith((".tsr", ".tst"))}
        for path in sorted(stamps - {STAMP}):
            self.report.skip("timestamp", path, "an outside time-stamp")
        if not stamps:
            self.report.skip("timestamp", CHECKPOINT, "there is no outside time-stamp")
        if self.trust is None:
            self.report.skip("trust", MANIFEST, "whose key it is: no trust file was given")
