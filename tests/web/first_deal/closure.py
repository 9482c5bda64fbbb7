"""Settled, destroyed, closed; a stranger's browser judges the dossier and one paper by itself."""

from __future__ import annotations

from pathlib import Path

from tests.web.first_deal.walk import FirstDeal
from tests.web.story import closing
from tests.web.story.cast import DPO


def tell(walk: FirstDeal) -> None:
    closing.settles(walk)
    closing.shuts_rooms(walk)
    closing.certifies_finally(walk)
    closing.has_destroyed(walk)
    checks_certificate(walk, takes_certificate(walk))
    closing.checks_dossier(walk, closing.exports_dossier(walk))


def takes_certificate(walk: FirstDeal) -> Path:
    """The certificate of destruction, as anybody gets it: the proof is inside the one file."""
    officer = walk.by(DPO)
    officer.goes("/destruction")
    officer.follows(officer.link("/destruction/dest-"))
    return officer.takes(officer.link("/certificate"), walk.downloads)


def checks_certificate(walk: FirstDeal, saved: Path) -> None:
    """As it left it is proven; with one byte of its text changed it is broken."""
    changed = bytearray(saved.read_bytes())
    changed[len(changed) // 4] ^= 1
    altered = saved.with_name(f"altered-{saved.name}")
    altered.write_bytes(changed)
    one = walk.customer("外人")
    for paper, told in ((saved, "相符"), (altered, "断在这里")):
        one.goes("/check")
        one.fills({"document": str(paper)})
        one.presses("main form button[type=submit]")
        walk.stage(f"外人只凭一份销毁证明核对：{told}", one, told)
