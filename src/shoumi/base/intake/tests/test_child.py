"""The child: its limits, what it may not do, and that its parent stays well."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from shoumi.base.intake import child, errors, frame_decoder, limits, readers, wire_format, worker
from shoumi.base.intake.limits import MB, Limits

ROOT = Path(worker.__file__).resolve().parents[3]
TIGHT = Limits(
    memory_bytes=64 * MB,
    mapped_bytes=64 * MB,
    cpu_seconds=1,
    wall_seconds=3,
    output_bytes=10 * MB,
)


@pytest.mark.parametrize(
    ("size", "memory", "cpu"),
    [
        (1, 256, 5),
        (MB, 256, 5),
        (11 * MB, 256 + 240, 25),
        (256 * MB, 2048, 300),
    ],
)
def test_limits_grow_with_the_file_up_to_a_ceiling(size, memory, cpu):
    told = limits.for_file(size, "csv")
    assert (told.memory_bytes, told.cpu_seconds) == (memory * MB, cpu)
    assert told.mapped_bytes == told.memory_bytes
    assert told.wall_seconds == 10 * cpu


def run_inside(code, allowed=TIGHT, kind="csv"):
    """Run ``code`` under the limits of a child, as its parser would run."""
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from shoumi.base.intake import worker\n"
        f"worker.confine(memory={allowed.memory_bytes}, mapped={allowed.mapped_bytes}, "
        f"cpu={allowed.cpu_seconds}, files={limits.OPEN_FILES})\n{code}"
    )
    return subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, timeout=20
    )


def test_memory_ends_at_the_limit():
    done = run_inside("try:\n x = bytearray(100 << 20)\nexcept MemoryError:\n print('no')")
    assert done.stdout.strip() == "no"


def test_processor_time_ends_at_the_limit():
    assert run_inside("while True: pass").returncode == -signal.SIGXCPU


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import os; os.write(os.memfd_create('x'), b'x')", "File too large"),
        ("[open('/dev/null') for _ in range(40)]", "OSError"),
        (
            "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)",
            "Network is unreachable",
        ),
    ],
)
def test_a_child_may_not(code, error):
    code = f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n{code}"
    done = run_inside(code)
    assert done.returncode == 1
    assert error in done.stderr


def test_isolation_is_told():
    told = child.isolation()
    assert told.keys() == {"network", "user", "files", "calls"}
    assert told["network"] in ("cut", "open")


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
def test_a_child_imports_nothing_heavy(tmp_path, name):
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from importlib import import_module as get\n"
        "from shoumi.base.intake import worker, errors, wire_format, limits\n"
        f"get('shoumi.base.intake.parsers.' + worker.PARSERS[{name.partition('.')[2]!r}])\n"
        "print(sorted({one.partition('.')[0] for one in sys.modules} & "
        "{'django', 'pyarrow', 'numpy', 'python_calamine', 'pypdfium2', 'defusedxml'}))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def children():
    """Processes begun by this one that run, or ended and were not waited for."""
    found: set[str] = set()
    for thread in Path("/proc/self/task").iterdir():
        # A thread may end between the two lines.
        with suppress(OSError):
            found.update((thread / "children").read_text().split())
    return found


@pytest.mark.parametrize(
    ("allowed", "data", "kind"),
    [
        # memory: Arrow alone maps more than this
        (Limits(64 * MB, 64 * MB, 5, 10, MB), None, errors.FileRefused),
        # processor time
        (Limits(256 * MB, 256 * MB, 1, 20, 900 * MB), 12_000_000, errors.TooMuchTime),
        # wall clock
        (Limits(256 * MB, 256 * MB, 60, 1, 900 * MB), 12_000_000, errors.TooMuchTime),
        # output
        (Limits(256 * MB, 256 * MB, 20, 20, MB), 400_000, errors.TooMuchOutput),
    ],
)
def test_over_a_limit_the_child_ends_and_the_parent_stays(
    tmp_path, monkeypatch, allowed, data, kind
):
    monkeypatch.setattr(limits, "for_file", lambda size, kind: allowed)
    name = "a.csv" if data else "a.parquet"
    path = tmp_path / name
    path.write_bytes(b"a,b\n" + b"1,2\n" * data if data else b"PAR1" * 10)
    # Another test of this process may have left a child that goes on: a browser, a server.
    others = children()
    began = time.monotonic()
    with pytest.raises(kind) as refusal:
        readers.read(path)
    assert refusal.value.facts["place"] == name
    assert time.monotonic() - began < 15
    assert children() <= others


def test_nothing_is_left_on_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    path = tmp_path / "a.csv"
    path.write_text("姓名,手机\n张虚一,15400001001\n")
    before = set(tmp_path.rglob("*"))
    readers.read(path)
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda path: path.mkdir(), errors.NotAFile),
        (os.mkfifo, None),
        (lambda path: path.write_bytes(b""), errors.Empty),
        (lambda path: path.symlink_to(path), errors.NotAFile),
    ],
)
def test_only_plain_files_are_opened(tmp_path, make, kind):
    path = tmp_path / "a.csv"
    make(path)
    if kind is None:
        # Opening a pipe waits for its writer; open both ends.
        descriptor = os.open(path, os.O_RDWR)
        with os.fdopen(descriptor, "rb", buffering=0) as file, pytest.raises(errors.NotAFile):
            readers.read_open(file, "a.csv")
        return
    with pytest.raises(kind):
        readers.read(path)


def test_too_large_and_unknown_files_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(limits.MAX_FILE_BYTES + 1)
    with pytest.raises(errors.TooLarge):
        readers.read(path)
    other = tmp_path / "a.exe"
    other.write_bytes(b"MZ\x90\0" * 9)
    with pytest.raises(errors.UnknownFormat):
        readers.read(other)
    other.write_bytes(b"a,b\n1,2\n")
    assert readers.read(other, "csv")[0].header == ["a", "b"]


GOOD = b"".join(
    wire_format.HEAD.pack(len(head), 0) + head
    for head in (
        b'{"kind":"sheet","name":"a","sheet_kind":"text","style":"text"}',
        b'{"kind":"sheet_end"}',
        b'{"kind":"end"}',
    )
)


def test_a_stream_that_is_cut_anywhere_is_refused():
    assert len(frame_decoder.assemble(GOOD, "a")) == 1
    for cut in range(len(GOOD)):
        with pytest.raises(errors.Broken):
            frame_decoder.assemble(GOOD[:cut], "a")


@pytest.mark.parametrize(
    "stream",
    [
        wire_format.HEAD.pack(2, 0) + b"[]",
        wire_format.HEAD.pack(2, 0) + b"{}",
        wire_format.HEAD.pack(4, 0) + b"none",
        wire_format.HEAD.pack(15, 0) + b'{"kind":"blob"}',
        wire_format.HEAD.pack(16, 0) + b'{"kind":"sheet"}',
    ],
)
def test_a_stream_of_nonsense_is_refused(stream):
    with pytest.raises(errors.Broken):
        frame_decoder.assemble(stream, "a")


def test_text_that_is_no_utf_8_is_refused():
    import io

    out = io.BytesIO()
    wire_format.write(out, "sheet", name="a", sheet_kind="table", style="lines")
    wire_format.write(
        out, "batch", [b"\1\0\0\0", b"\0\0\0\0\2\0\0\0", b"\xff\xfe"], rows=1, sizes=[2]
    )
    wire_format.write(out, "sheet_end", header=["a"], header_row=1, letters=None)
    wire_format.write(out, "end")
    with pytest.raises(errors.Broken):
        frame_decoder.assemble(out.getvalue(), "a")
