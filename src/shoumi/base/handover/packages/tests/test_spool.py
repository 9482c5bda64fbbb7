"""What waits to be packed comes back as it was, and what of it is on the disk says nothing."""

from __future__ import annotations

import errno
import os
from hashlib import sha256
from pathlib import Path

import pytest

from shoumi.base.handover.packages import spool
from shoumi.base.handover.packages.errors import WillNotOpen
from shoumi.base.handover.packages.spool import Spool

SAID = "样本".encode() * 1_000


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(spool, "PART_BYTES", 64)


@pytest.fixture
def folder(tmp_path):
    """Where nothing else is."""
    path = tmp_path / "packages"
    path.mkdir()
    return path


def filled(folder, plain=SAID, step=50):
    made = Spool(folder)
    for start in range(0, len(plain), step):
        assert made.write(plain[start : start + step]) == len(plain[start : start + step])
    return made


def kept(made):
    made._file.seek(0)
    return made._file.read()


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 129, 1_000])
@pytest.mark.parametrize("step", [1, 64, 1_000])
def test_what_was_written_comes_back_as_often_as_it_is_read(folder, size, step):
    plain = os.urandom(size)
    made = filled(folder, plain, step)
    assert [spool.whole(made), spool.whole(made)] == [plain, plain]
    assert (spool.size(made), spool.digest(made)) == (size, sha256(plain).hexdigest())
    assert (spool.size(plain), spool.digest(plain)) == (size, sha256(plain).hexdigest())
    assert spool.whole(plain) == plain
    made.close()


def test_little_needs_no_file():
    made = filled(Path("/nowhere"), b"x" * 64)
    assert spool.whole(made) == b"x" * 64
    with pytest.raises(FileNotFoundError):
        made.write(b"x")


def test_what_is_on_the_disk_has_no_name_and_says_nothing(folder):
    made = filled(folder)
    assert list(folder.iterdir()) == []
    held = kept(made)
    assert len(held) >= len(SAID) - 64
    assert "样本".encode() not in held
    assert not any(held[at : at + 64] in SAID for at in range(0, len(held) - 64, 80))
    # The same parts look another way each time, and in another spool.
    assert len({held[at : at + 80] for at in range(0, len(held), 80)}) == len(held) // 80
    other = filled(folder)
    assert kept(other) != held
    assert "样本" not in repr(made)
    made.close()
    other.close()


@pytest.mark.parametrize("change", ["flipped", "cut", "swapped"])
def test_what_was_altered_on_the_disk_is_not_given_out(folder, change):
    made = filled(folder)
    held = bytearray(kept(made))
    if change == "flipped":
        held[5] ^= 1
    elif change == "cut":
        del held[-1:]
    else:
        held[:80], held[80:160] = held[80:160], held[:80]
    made._file.seek(0)
    made._file.write(held)
    made._file.truncate()
    with pytest.raises(WillNotOpen):
        spool.whole(made)
    made.close()


def test_nothing_is_left_of_one_that_is_closed(folder):
    made = filled(folder)
    made.close()
    assert made._file.closed
    assert made._rest == b""


def test_a_full_disk_is_told_to_who_writes(folder, monkeypatch):
    made = filled(folder)

    class Full:
        def write(self, _piece):
            raise OSError(errno.ENOSPC, "full")

        def close(self):
            raise OSError(errno.ENOSPC, "full")

    made.close()
    monkeypatch.setattr(made, "_file", Full())
    with pytest.raises(OSError, match="full"):
        made.write(bytes(200))
    made.close()
