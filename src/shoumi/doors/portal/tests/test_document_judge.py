"""A stranger's archive costs little, whatever is in it; what is broken is told and never a bug."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zipfile
from threading import BoundedSemaphore

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.core.tests import portion
from shoumi.core.verify.report import Bad
from shoumi.core.verify.tests import evidence
from shoumi.doors.portal import document_judge, document_judge_process
from shoumi.doors.portal.document_judge import Large, unpacked
from shoumi.doors.portal.tests.public import checked, packed
from shoumi.doors.tests.visitors import Visitor

LONG = 400


def test_a_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("MANIFEST.json", b" " * (16 << 20))
    with pytest.raises(Large):
        unpacked(out.getvalue())


@pytest.mark.parametrize("bound", ["MAX_UNPACKED", "MAX_MEMBERS", "MAX_MEMBER"])
def test_too_much_in_it_is_refused(monkeypatch, bound):
    monkeypatch.setattr(document_judge, bound, 1)
    with pytest.raises(Large):
        unpacked(packed({"a.jsonld": b"{}", "b": b"x"}))


def test_a_directory_without_measure_is_refused_unread(monkeypatch):
    monkeypatch.setattr(zipfile, "ZipFile", None)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 2**24, 0, 0)
    with pytest.raises(Large):
        unpacked(tail)
    with pytest.raises(Large):
        unpacked(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 6_000, 6_000, 9, 0, 0))
    plain = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 9, 0, 0)
    with pytest.raises(Large):
        unpacked(b"PK\x06\x07" + bytes(16) + plain)


def test_a_version_nobody_knows_is_no_bug():
    whole = bytearray(packed({"a.jsonld": b"{}"}))
    whole[whole.index(b"PK\x01\x02") + 6] = 200
    with pytest.raises(Bad, match="damaged"):
        unpacked(bytes(whole))


def test_another_way_of_packing_is_not_even_begun():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.jsonld", b"{}" * 100)
    with pytest.raises(Bad):
        unpacked(out.getvalue())["a.jsonld"]()


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
class TestByPage:
    def test_a_third_at_once_is_told_to_come_again(self, house, monkeypatch):
        monkeypatch.setattr(document_judge_process, "_PLACES", BoundedSemaphore(1))
        upload = SimpleUploadedFile("a.zip", packed({"a": b""}))
        with document_judge_process._place():
            answer = Visitor().post("/check", {"document": upload})
        assert answer.status_code == 503
        assert "10 秒" in answer.content.decode()

    def test_whoever_takes_too_much_memory_is_refused(self, house, monkeypatch):
        small = document_judge_process._LIMITS
        monkeypatch.setattr(
            document_judge_process,
            "_LIMITS",
            type(small)(40 << 20, 160 << 20, small.cpu_seconds, small.wall_seconds, 1 << 20),
        )
        content = packed({"MANIFEST.json": random.Random(1).randbytes(30 << 20)})
        assert "文件太大" in checked("a.zip", content)

    def test_a_dossier_of_another_house_is_told_as_such_and_not_as_broken(self, house):
        files = evidence.dossier()
        assert "没有改过，但不是本站出的" in checked("dossier.zip", packed(files))
        name = next(own for own in files if own.endswith(".pdf"))
        told = checked("dossier.zip", packed({**files, name: files[name] + b"x"}))
        assert "断在这里" in told
        assert "没有改过" not in told

    def test_the_verifier_is_handed_out_and_judges_by_itself(self, house, tmp_path):
        assert 'href="/check/verify.py"' in checked("dossier.zip", packed(evidence.dossier()))
        program = tmp_path / "verify.py"
        program.write_bytes(Visitor().get("/check/verify.py").content)
        folder = evidence.write(evidence.dossier(), tmp_path / "dossier")
        alone = subprocess.run(
            [sys.executable, "-I", program, folder], capture_output=True, text=True, check=False
        )
        assert alone.returncode == 0, alone.stdout

    def test_no_broken_archive_is_a_bug(self, house):
        chance = random.Random(portion.seed())
        whole = packed({"MANIFEST.json": b"{}", "b.jsonld": b"{}" * 40, "b.tlog-proof": b"x" * 90})
        for _ in range(LONG if portion.is_long() else 12):
            broken = bytearray(whole)
            for _ in range(chance.choice((1, 1, 2, 8))):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            cut = len(broken) if chance.random() < 0.7 else chance.randrange(len(broken))
            upload = SimpleUploadedFile("dossier.zip", bytes(broken[:cut]))
            assert Visitor().post("/check", {"document": upload}).status_code in (200, 422)
