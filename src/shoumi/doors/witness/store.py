"""What a witness keeps: its key, the logs it watches, and what it cosigned last of each.

In its folder, mode 0600::

    key     <name> <base64 of the 32-byte seed>
    logs    shoumi.witness-logs/v1, then a vkey a line
    state   shoumi.witness-state/v1, then <size> <base64 of the root> <origin> a line

The state is read and replaced under one lock, synced before a cosignature leaves.  A witness whose
state is gone does not start over: it would cosign any history.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.base.ledger import atomic_files
from shoumi.core.errors import Conflict, Invalid, Missing
from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger import note, succession
from shoumi.core.ledger import witness as judging
from shoumi.core.ledger.checkpoint import Checkpoint
from shoumi.core.ledger.cosignature import Cosigner
from shoumi.core.ledger.note import KeyRefused, Verifier
from shoumi.core.ledger.succession import SuccessionRefused
from shoumi.core.ledger.witness import RequestRefused, Verdict

LOGS, STATE = "shoumi.witness-logs/v1", "shoumi.witness-state/v1"


class WitnessExists(Conflict):
    """Something is in that folder.  Facts: ``name``."""

    code = "witness.exists"


class NothingCosigned(Missing):
    """Nothing of that log was cosigned.  Facts: ``name``."""

    code = "witness.nothing_cosigned"


class NotAWitness(Invalid):
    """A file of the witness is missing, damaged or open to others.  Facts: ``name`` of it."""

    code = "witness.damaged"


class NameUnfit(Invalid):
    """No key name: it is empty or holds a space or a plus."""

    code = "witness.name_unfit"


def make(folder: Path, name: str) -> str:
    """A new witness named ``name`` that watches nothing yet; its vkey.

    Raises:
        WitnessExists, NameUnfit
    """
    if not note.is_key_name(name):
        raise NameUnfit
    if folder.exists() and any(folder.iterdir()):
        raise WitnessExists(name=folder.name)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    private = Ed25519PrivateKey.generate()
    atomic_files.replace(folder / "logs", f"{LOGS}\n".encode())
    atomic_files.replace(folder / "state", f"{STATE}\n".encode())
    spelled = f"{name} {note.encode64(private.private_bytes_raw())}\n"
    atomic_files.replace(folder / "key", spelled.encode())
    return Cosigner(name, private).witness().vkey()


class WitnessStore:
    """A witness at work on its folder."""

    def __init__(self, folder: Path) -> None:
        """
        Raises:
            NotAWitness
        """
        self.folder = folder
        self._alone = threading.Lock()
        name, _, seed = self._read("key").removesuffix("\n").partition(" ")
        try:
            self.cosigner = Cosigner(
                name, Ed25519PrivateKey.from_private_bytes(note.decode64(seed))
            )
        except ValueError:
            raise NotAWitness(name="key") from None
        self.logs()
        self.known()

    def logs(self) -> dict[str, Verifier]:
        """The keys of the logs it watches, by origin."""
        try:
            keys = [note.read_vkey(line) for line in self._lines("logs", LOGS)]
        except KeyRefused:
            raise NotAWitness(name="logs") from None
        return {key.name: key for key in keys}

    def watch(self, vkey: str) -> None:
        """Watch one more log; a known origin keeps its key.

        Raises:
            KeyRefused: it is no vkey.
            WitnessExists: that origin is watched under another key.
        """
        key = note.read_vkey(vkey)
        with atomic_files.alone(self.folder / "lock"):
            held = self.logs()
            if held.setdefault(key.name, key) != key:
                raise WitnessExists(name=key.name)
            lines = [LOGS, *(one.vkey() for one in held.values())]
            atomic_files.replace(
                self.folder / "logs", "".join(f"{one}\n" for one in lines).encode()
            )

    def succeed(self, signed: str) -> Verifier:
        """Watch a log under the key that takes the place of the one it has here; both vouch for it.

        Raises:
            SuccessionRefused: it does not lead on from the key that is watched.
        """
        with atomic_files.alone(self.folder / "lock"):
            held = self.logs()
            old = held.get(succession.origin_of(signed))
            if old is None:
                raise SuccessionRefused
            held[old.name] = succession.successor(signed, old)
            lines = [LOGS, *(one.vkey() for one in held.values())]
            atomic_files.replace(
                self.folder / "logs", "".join(f"{one}\n" for one in lines).encode()
            )
            return held[old.name]

    def forget(self, origin: str, moment: int) -> Checkpoint:
        """Begin anew with a log whose house has lost entries for good, and say so was asked by
        whoever keeps this witness: what it had cosigned stays in ``forgotten``, as evidence.

        Raises:
            NothingCosigned: it has cosigned nothing of that log.
        """
        with self._alone, atomic_files.alone(self.folder / "lock"):
            known = self.known()
            if (gone := known.pop(origin, None)) is None:
                raise NothingCosigned(name=origin)
            kept = self.forgotten()
            kept.append(f"{moment} {gone.size} {note.encode64(gone.root)} {gone.origin}")
            # Before the state: broken off in between, it is there twice and nothing is lost.
            atomic_files.replace(
                self.folder / "forgotten", "".join(f"{one}\n" for one in kept).encode()
            )
            self._keep(known)
            return gone

    def forgotten(self) -> list[str]:
        """A line for each log that was begun anew: when (seconds), size, root, origin."""
        if not (self.folder / "forgotten").exists():
            return []
        return self._read("forgotten").splitlines()

    def known(self) -> dict[str, Checkpoint]:
        """What was cosigned last, by origin."""
        found = {}
        for line in self._lines("state", STATE):
            try:
                size, root, origin = line.split(" ", 2)
                head = Checkpoint(origin, heads.decimal(size), note.decode64(root))
            except ValueError:
                raise NotAWitness(name="state") from None
            found[origin] = head
        return found

    def add_checkpoint(self, body: bytes, moment: int) -> tuple[Verdict, str]:
        """Judge a request; what to answer beside the status: cosignature lines, or on CONFLICT the
        size cosigned last."""
        with self._alone, atomic_files.alone(self.folder / "lock"):
            try:
                request = judging.read(body)
                origin = judging.origin_of(request)
                known = self.known()
                judged = judging.judge(request, self.logs(), known.get(origin))
            except RequestRefused:
                return Verdict.MALFORMED, ""
            if judged.verdict is Verdict.CONFLICT:
                size = known[origin].size if origin in known else 0
                return judged.verdict, f"{size}\n"
            if judged.verdict is not Verdict.COSIGN or judged.checkpoint is None:
                return judged.verdict, ""
            known[origin] = judged.checkpoint
            self._keep(known)
            return judged.verdict, self.cosigner.cosign(judged.checkpoint.text(), moment).line()

    def _keep(self, known: dict[str, Checkpoint]) -> None:
        lines = [STATE]
        lines += [f"{one.size} {note.encode64(one.root)} {one.origin}" for one in known.values()]
        atomic_files.replace(self.folder / "state", "".join(f"{line}\n" for line in lines).encode())

    def _lines(self, name: str, first: str) -> list[str]:
        head, *lines = self._read(name).split("\n")
        if head != first or not lines or lines.pop():
            raise NotAWitness(name=name)
        return lines

    def _read(self, name: str) -> str:
        path = self.folder / name
        try:
            status = os.stat(path)
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise NotAWitness(name=name) from None
        if status.st_mode & 0o077:
            raise NotAWitness(name=name)
        return text
