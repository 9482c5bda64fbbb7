"""The checks of a whole log laid out as C2SP tlog-tiles: checkpoint, tiles, entry bundles.

Every entry is hashed, every tile made again from below and compared, and the root compared with the
signed one.  Of what entries say only their times are read: nothing may be back-dated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from shoumi.core.verify.document import body_of, moment_of
from shoumi.core.verify.dossier import TOLERANCE
from shoumi.core.verify.folder import Files
from shoumi.core.verify.log import RUN, Key, Trust, folded, open_checkpoint, roots_at
from shoumi.core.verify.log_keys import (
    Step,
    claimed_size,
    key_at,
    known_to,
    stands_in,
    step_of,
    trusted,
)
from shoumi.core.verify.report import Bad, Report

CHECKPOINT_FILE, KEY_NOTES = "checkpoint", "log-keys/"
_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_WRITTEN = b"0000-00-00T00:00:00.000000Z"
_BEFORE = b'","at":"'


def check_log(report: Report, files: Files, trust: Trust | None) -> None:
    with report.check("checkpoint", CHECKPOINT_FILE):
        signed = files[CHECKPOINT_FILE]()
        steps = {path: step_of(files[path]()) for path in files if path.startswith(KEY_NOTES)}
        size, root = open_checkpoint(
            signed,
            key=_key_at_size(list(steps.values()), signed, trust),
            trust=trust,
            report=report,
            place=CHECKPOINT_FILE,
        )
        report.anchored = trust is not None
    if not report.ok:
        return
    log = _Log(report, files, size, {step.position: step for step in steps.values()})
    log.used |= steps.keys()
    leaves = log.check_entries()
    if len(leaves) < size:
        report.skip("leaves", CHECKPOINT_FILE, "the rest rests on it")
        return
    runs = log.check_above(leaves)
    seen = dict(trust.seen) if trust else {}
    roots = roots_at(leaves, [size, *seen], runs)
    with report.check("leaves", CHECKPOINT_FILE):
        if roots.get(size) != root:
            raise Bad("the recomputed root is another")
    for old, then in seen.items():
        with report.check("seen", f"size {old}"):
            if old not in roots:
                raise Bad("shorter than a checkpoint you have seen: cut short, or made before it")
            if roots[old] != then:
                raise Bad("forked: an earlier checkpoint is another")
    log.tell_the_rest()


def _key_at_size(steps: list[Step], signed: bytes, trust: Trust | None) -> Key | None:
    """The trusted key that is right for the size, or the one that the notes lead to from it."""
    if trust is None:
        return None
    steps.sort(key=lambda step: step.position)
    known = known_to(trust)
    if steps and steps[-1].new not in [span.key for span in known]:
        known = trusted(steps, steps[-1].new, trust)
    return key_at(known, claimed_size(signed))


def tile_path(level: int | str, number: int, width: int) -> str:
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        groups.insert(0, f"x{number % 1000:03d}")
    return f"tile/{level}/{'/'.join(groups)}" + ("" if width == RUN else f".p/{width}")


class _Log:
    def __init__(self, report: Report, files: Files, size: int, steps: dict[int, Step]) -> None:
        self.report, self.files, self.size, self.steps = report, files, size, steps
        self.used = {CHECKPOINT_FILE}
        self.latest = b""

    def check_entries(self) -> list[bytes]:
        """The leaf hashes of the entries, each tile of level 0 compared with them."""
        leaves: list[bytes] = []
        with self.report.check("entries", "tile/entries"):
            for number, width in self._tiles(self.size):
                path = tile_path("entries", number, width)
                content = self._read(path)
                try:
                    made = self._hashed(content, number * RUN, width)
                except IndexError as error:
                    raise Bad("not as many leaves as signed", path) from error
                leaves += made
                self._compare(tile_path(0, number, width), made)
        return leaves

    def check_above(self, leaves: list[bytes]) -> list[bytes]:
        """The roots over each 256 leaves; every tile above level 0 compared with what is below."""
        runs: list[bytes] = []
        with self.report.check("tiles", "tile"):
            level, below = 1, leaves
            while len(below) >= RUN:
                full = range(0, len(below) - RUN + 1, RUN)
                below = [folded(below[start : start + RUN]) for start in full]
                runs = runs or below
                for number, width in self._tiles(len(below)):
                    made = below[number * RUN : number * RUN + width]
                    self._compare(tile_path(level, number, width), made)
                level += 1
        return runs

    def tell_the_rest(self) -> None:
        place = f"{self.size} entries"
        self.report.skip("entries", place, "of the entries only hashes and times were checked")
        for path in sorted(self.files.keys() - self.used):
            self.report.skip("file", path, "a file this checkpoint has no use for")

    def _hashed(self, content: bytes, first: int, width: int) -> list[bytes]:
        """The leaf hashes of a bundle; their times must not go back."""
        new, latest, made, end = hashlib.sha256, self.latest, [], 0
        for position in range(first, first + width):
            start = end + 2
            end = start + (content[end] << 8 | content[end + 1])
            body = content[start:end]
            made.append(new(b"\0" + body).digest())
            if position in self.steps:
                stands_in(self.steps[position], body_of(body))
            time = body.find(_BEFORE) + 8
            moment = body[time : time + 27]
            if moment < latest or moment.translate(_ZEROS) != _WRITTEN:
                self._time(moment, latest, position)
            else:
                latest = moment
        if end != len(content):
            raise IndexError
        self.latest = latest
        return made

    def _time(self, moment: bytes, latest: bytes, position: int) -> None:
        """Two machines' clocks may differ a little."""
        try:
            now = moment_of({"at": moment.decode(errors="replace")})
            if latest and moment_of({"at": latest.decode()}) - now > TOLERANCE:
                raise Bad("the time goes back")
        except Bad as bad:
            self.report.fail("entries", f"position {position}", bad.detail)

    def _compare(self, path: str, made: list[bytes]) -> None:
        if self._read(path) != b"".join(made):
            raise Bad("the body is not what the log holds here", path)

    def _tiles(self, count: int) -> Iterator[tuple[int, int]]:
        for number in range(-(-count // RUN)):
            yield number, min(RUN, count - number * RUN)

    def _read(self, path: str) -> bytes:
        self.used.add(path)
        if path not in self.files:
            raise Bad("the file is missing", path)
        return self.files[path]()
