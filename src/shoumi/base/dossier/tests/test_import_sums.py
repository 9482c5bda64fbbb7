"""The page of a dossier tells what became of the rows of each import of its deal."""

from __future__ import annotations

from shoumi.base.dossier.export import trust_text
from shoumi.base.dossier.tests.test_export import FakeLog, made
from shoumi.core.verify.standalone import read_trust, verify
from shoumi.core.verify.tests import evidence


def test_the_dossier_says_in_both_languages_what_became_of_the_rows_of_each_import(tmp_path):
    total = {"file_rows": 120, "taken_in": 100, "set_aside": 15, "left_out": 5}
    bodies = evidence.bodies()
    bodies[2] = evidence.body("intake.imported", 2, facts={**total, "people": 99})
    imported = FakeLog(bodies)
    leaves = [evidence.leaf(each) for each in bodies]
    folder = tmp_path / "one"
    made(folder, log=imported, papers=[], receipts=[], certificates=[])
    told = (folder / "READ-ME.txt").read_text("utf-8")
    assert "账本第 2 条：文件 120 行 = 取进 100 + 搁置 15 + 舍去 5" in told
    assert "entry 2: 120 rows = 100 taken in + 15 set aside + 5 left out" in told
    trusted = tmp_path / "trust.txt"
    trusted.write_text(trust_text(evidence.vkey(), [(7, evidence.root(leaves))]))
    assert verify(folder, read_trust(trusted)).ok
    # The same import of another deal is not told, nor one of before that has no sum.
    bodies[2] = evidence.body("intake.imported", 2, facts=total, deal=evidence.OTHER_DEAL)
    bodies[6] = evidence.body("intake.imported", 6, facts={"people": 99})
    made(tmp_path / "two", log=FakeLog(bodies), papers=[], receipts=[], certificates=[])
    told = (tmp_path / "two" / "READ-ME.txt").read_text("utf-8")
    assert "没有导入记录" in told
    assert "120" not in told
