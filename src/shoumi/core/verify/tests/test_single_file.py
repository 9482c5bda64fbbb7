"""The command, and the one file that travels with a dossier."""

from __future__ import annotations

import ast
import json
import runpy
import subprocess
import sys

import pytest

from shoumi.core.verify import single, standalone
from shoumi.core.verify.standalone import read_trust, verify
from shoumi.core.verify.tests import evidence


def call(*arguments):
    return standalone.main([str(each) for each in arguments])


def test_the_command_answers_0_1_or_2(folder, trust, capfd):
    assert call(folder, "--trust", trust, "--json") == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["ok"], told["anchored"], told["kind"]) == (True, "yes", "dossier")
    (folder / "verify.py").unlink()
    assert call(folder) == 1
    assert "verify.py: 文件缺失 / the file is missing" in capfd.readouterr().out
    with pytest.raises(SystemExit) as left:
        call(folder / "nothing")
    assert left.value.code == 2


def test_the_module_runs_as_a_command(folder, monkeypatch, capfd):
    monkeypatch.setattr(sys, "argv", ["verify.py", str(folder)])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(standalone.__file__, run_name="__main__")
    assert left.value.code == 0
    assert "anchored: no" in capfd.readouterr().out


@pytest.mark.parametrize("flags", [["-I"], ["-I", "-S"]])
def test_one_file_alone_says_the_same(folder, trust, tmp_path, flags):
    """``-S`` hides every installed package: the plain Ed25519 decides."""
    alone = tmp_path / "verify.py"
    alone.write_text(single.text(), "utf-8")

    def run(*arguments):
        command = [sys.executable, *flags, str(alone), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, check=False, cwd=tmp_path)

    done = run(folder, "--trust", trust, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == verify(folder, read_trust(trust)).as_json()
    assert run("nothing").returncode == 2
    (folder / "dossier.note").write_bytes(evidence.dossier(key=evidence.STRANGER)["dossier.note"])
    done = run(folder, "--trust", trust)
    assert done.returncode == 1
    assert "dossier.note: 没有该公钥的签名" in done.stdout.decode()


def test_the_one_file_uses_no_module_of_the_product_and_no_name_twice():
    text = single.text()
    assert text == single.text()
    assert "shoumi.core" not in text
    assert "import django" not in text
    names = [
        node.name
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
    names += [
        target.id
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign)
        for part in node.targets
        for target in ast.walk(part)
        if isinstance(target, ast.Name)
    ]
    assert len(names) == len(set(names))
