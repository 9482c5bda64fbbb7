"""What the stand-alone verifier says of one PDF, with nothing beside it and nothing trusted."""

from __future__ import annotations

import json
import subprocess
import sys

from shoumi.core.verify import single
from shoumi.core.verify.embedded_proof import check_paper, parted
from shoumi.core.verify.report import Report


def verdict(content):
    report = Report("certificate")
    check_paper(report, content=content, name="paper.pdf", beside=None, trust=None)
    return report.verdict


def stored(content):
    """The paper without the proof that it carries."""
    return parted(content).original


def verdict_elsewhere(content, folder):
    """By the one file that a dossier brings along, as a program that knows no house."""
    (folder / "verify.py").write_text(single.text(), "utf-8")
    (folder / "paper.pdf").write_bytes(content)
    command = [sys.executable, "-I", "verify.py", "paper.pdf", "--json"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=folder)
    return json.loads(done.stdout)["verdict"]
