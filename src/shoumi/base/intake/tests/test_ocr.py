"""The text on pictures is found and told as read from one; hostile pictures end in a refusal."""

from __future__ import annotations

import os
import struct
import zlib

import pytest
from PIL import Image

from shoumi.base.intake import child, errors, limits, readers, scan_files
from shoumi.base.intake.frame_decoder import Frame
from shoumi.base.intake.ocr import layout, reader, worker
from shoumi.base.intake.ocr.layout import Piece
from shoumi.base.intake.ocr.reader import Reading
from shoumi.base.intake.scan_files import Order, examine
from shoumi.base.intake.sheets import Block
from shoumi.base.intake.tests import scans
from shoumi.core.scan import Label, Span, SpanGrade
from shoumi.core.scan.find import today_in_china

IDENTITY = "99000019900101001X"
LINES = ["客户资料卡", f"身份证号：{IDENTITY}", "手机：15400001234", "邮箱：a.chen@corp.example"]


def identity() -> str:
    """Of the region that does not exist, with a right check digit."""
    head = "99000019900307123"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return head + "10X98765432"[sum(int(d) * w for d, w in zip(head, weights, strict=True)) % 11]


@pytest.fixture(scope="module")
def card():
    return scans.page([LINES[0], f"身份证号：{identity()}", *LINES[2:]])


def written(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def spans(path):
    """(label, text, grade) of what is found in a file."""
    told = []
    for seen in examine(Order(str(path), None, today_in_china(), with_texts=True)):
        for block, found in zip(seen.sheet.blocks, seen.spans, strict=True):
            told += [(s.label, block.text[s.start : s.end], s.grade) for s in found]
    return told


FOUND = {
    (Label.RESIDENT_ID, identity()),
    (Label.MOBILE, "15400001234"),
    (Label.EMAIL, "a.chen@corp.example"),
}


@pytest.mark.long
@pytest.mark.parametrize(
    "change",
    [
        lambda one: one,
        lambda one: one.rotate(90, expand=True),
        lambda one: one.rotate(270, expand=True),
        lambda one: one.rotate(180),
        scans.small,
        lambda one: scans.grainy(one, seed=1),
    ],
    ids=["plain", "left", "right", "head", "small", "grainy"],
)
def test_identifiers_on_a_scanned_page_are_found(tmp_path, card, change):
    path = written(tmp_path, scans.pdf([change(card)]), "scan.pdf")
    assert {one[:2] for one in spans(path)} >= FOUND


@pytest.mark.slow
def test_pages_with_and_without_text_are_both_told_and_the_pages_say_which_are_pictures(
    tmp_path, card
):
    path = written(tmp_path, scans.pdf([card, Image.new("L", (600, 400), 255)]), "scan.pdf")
    (sheet,) = readers.read(path)
    (block,) = sheet.blocks
    assert (block.place, block.what) == ("scan.pdf:p1", "picture")
    assert block.text.splitlines()[0] == LINES[0]
    assert len(block.sureness) == len(block.text.splitlines())
    assert min(block.sureness) > scan_files.SURE
    assert {(note.code, note.place) for note in sheet.notes} == {
        ("picture.without_text", "scan.pdf:p2"),
        ("picture.read", "scan.pdf"),
    }


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "name", "change"),
    [
        ("JPEG", "a.jpg", lambda one: one.convert("CMYK")),
        ("PNG", "a.png", lambda one: deep(one)),
        ("PNG", "b.png", lambda one: clear(one)),
        ("WEBP", "a.webp", lambda one: one.convert("RGB")),
        ("BMP", "a.bmp", lambda one: one.convert("1")),
    ],
)
def test_pictures_of_every_kind_are_read(tmp_path, card, kind, name, change):
    path = written(tmp_path, scans.bytes_of(change(card), kind), name)
    assert {one[:2] for one in spans(path)} >= FOUND


def deep(picture):
    """Of 16 bits."""
    import numpy

    return Image.fromarray(numpy.asarray(picture).astype("uint16") * 257)


def clear(picture):
    """Black letters on nothing."""
    told = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    told.putalpha(picture.point(lambda value: 255 - value))
    return told


@pytest.mark.slow
def test_a_tiff_is_read_page_by_page_and_a_moving_picture_by_its_first(tmp_path, card, monkeypatch):
    monkeypatch.setattr(limits, "FRAMES_AT_ONCE", 2)
    other = scans.page(["手机：15400009999"], width=600)
    tiff = scans.bytes_of(other, "TIFF", save_all=True, append_images=[other] * 2)
    (sheet,) = readers.read(written(tmp_path, tiff, "a.tiff"))
    assert [block.place for block in sheet.blocks] == [f"a.tiff:p{n}" for n in range(1, 4)]
    moving = scans.bytes_of(card, "PNG", save_all=True, append_images=[other])
    (sheet,) = readers.read(written(tmp_path, moving, "a.png"))
    (block,) = sheet.blocks
    assert block.place == "a.png"
    assert "15400009999" not in block.text


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width, height):
    """A PNG that says how large it is and packs nothing but zeros."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(1_000_000), 9)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


PNG = scans.bytes_of(scans.page(["样本"]))
JPEG = scans.bytes_of(scans.page(["样本"]), "JPEG")
GIF = scans.bytes_of(scans.page(["样本"]), "GIF")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (bomb(60_000, 60_000), "a.png", errors.TooManyPixels),
        (bomb(2_000_000_000, 2), "a.png", errors.TooManyPixels),
        (bomb(40_000, 10), "a.png", errors.TooManyPixels),
        (bomb(0, 10), "a.png", errors.Broken),
        (bomb(7_000, 7_000), "a.png", errors.Broken),
        (PNG[: len(PNG) // 2], "a.png", errors.Broken),
        (PNG[:20], "a.png", errors.Broken),
        (JPEG[: len(JPEG) // 2], "a.jpg", errors.Broken),
        (b"RIFF" + bytes(60), "a.webp", errors.Broken),
        (b"II*\0" + bytes(60), "a.tif", errors.Broken),
        (b"BM" + bytes(60), "a.bmp", errors.Broken),
        (GIF, "a.png", errors.NotWhatItSays),
        (b"%PDF-1.7", "a.png", errors.NotWhatItSays),
    ],
)
def test_hostile_pictures_are_refused(tmp_path, data, name, kind):
    with pytest.raises(kind) as refusal:
        readers.read(written(tmp_path, data, name))
    assert refusal.value.facts["place"] == name


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1, 1), (20_000, 1)])
def test_a_picture_of_nothing_has_no_text_and_says_so(tmp_path, size):
    path = written(tmp_path, scans.bytes_of(Image.new("L", size, 255)), "a.png")
    (sheet,) = readers.read(path)
    assert sheet.blocks == []
    assert [(note.code, note.place) for note in sheet.notes] == [("picture.without_text", "a.png")]


def test_without_the_extra_a_picture_is_refused_and_a_page_is_named(tmp_path, card, monkeypatch):
    monkeypatch.setattr(worker, "PACKAGE", "a_package_that_nobody_has")
    with pytest.raises(errors.PicturesNotRead):
        readers.read(written(tmp_path, PNG, "a.png"))
    (sheet,) = readers.read(written(tmp_path, scans.pdf([card]), "a.pdf"))
    assert sheet.blocks == []
    assert [(n.code, n.place) for n in sheet.notes] == [("pdf.page_without_text", "a.pdf:p1")]


def test_other_weights_are_refused(tmp_path, monkeypatch):
    reader.examined()
    for one in worker.folder().iterdir():
        (tmp_path / one.name).write_bytes(one.read_bytes())
    first = tmp_path / "ch_ppocr_mobile_v2.0_cls_mobile.onnx"
    first.write_bytes(first.read_bytes()[:-1] + b"\0")
    monkeypatch.setattr(worker, "folder", lambda: tmp_path)
    with pytest.raises(errors.WeightsChanged) as changed:
        reader.examined()
    assert changed.value.facts == {"file": first.name}
    first.unlink()
    with pytest.raises(errors.WeightsChanged):
        reader.examined()


@pytest.mark.slow
def test_more_pages_than_are_read_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_PICTURE_PAGES", 1)
    blank = scans.page(["样本"], width=300)
    (sheet,) = readers.read(written(tmp_path, scans.pdf([blank] * 3), "a.pdf"))
    assert [block.place for block in sheet.blocks] == ["a.pdf:p1"]
    (note,) = [note for note in sheet.notes if note.code == "picture.too_many_pages"]
    assert note.facts == {"most": 1, "left": 2}
    tiff = scans.bytes_of(blank, "TIFF", save_all=True, append_images=[blank] * 2)
    (sheet,) = readers.read(written(tmp_path, tiff, "a.tif"))
    assert note.facts in [note.facts for note in sheet.notes]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "most", "kind"),
    [
        ("READING_MEMORY_BYTES", 450 * limits.MB, errors.TooMuchMemory),
        ("READING_START_SECONDS", 0, errors.TooMuchTime),
        ("MAX_READING_BYTES", 10, errors.TooMuchOutput),
    ],
)
def test_whoever_reads_ends_at_its_limits(card, monkeypatch, what, most, kind):
    monkeypatch.setattr(limits, what, most)
    large = card.resize((1900, 1900))
    frame = Frame(1, large.width, large.height, memoryview(large.tobytes()))
    with pytest.raises(kind) as refusal, Reading("a.pdf", 1) as opened:
        opened.lines(frame)
    assert refusal.value.facts["place"] == "a.pdf"


def test_who_breaks_off_or_lies_is_refused(monkeypatch, tmp_path):
    for told, kind in (
        ("", errors.Broken),
        ("print('x')", errors.Broken),
        ("print([])", errors.Broken),
        ("print('{}', flush=True); import time; time.sleep(1)", errors.Broken),
        ('print(\'{"error": "weights", "file": "x"}\')', errors.WeightsChanged),
    ):
        liar = tmp_path / "liar.py"
        liar.write_text(f"{told}\nprint('{{\"lines\": [[1, 2]]}}', flush=True)\n")
        monkeypatch.setattr(worker, "__file__", str(liar))
        frame = Frame(1, 1, 1, memoryview(b"x"))
        with pytest.raises(kind), Reading("a.pdf", 1) as opened:
            opened.lines(frame)


def test_nothing_of_a_reading_is_left(monkeypatch, tmp_path):
    before = set(os.listdir("/proc/self/fd"))
    liar = tmp_path / "liar.py"
    liar.write_text("print('{}', flush=True)\nimport time; time.sleep(60)\n")
    monkeypatch.setattr(worker, "__file__", str(liar))
    with Reading("a.pdf", 1) as opened:
        process = opened._child
    assert process.returncode is not None
    assert set(os.listdir("/proc/self/fd")) <= before


def box(x, y, width, height):
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def test_boxes_become_lines_whichever_way_the_page_lies():
    right = [("姓名", 0, 0), ("手机", 200, 3), ("赵虚甲", 0, 50), ("15400001234", 200, 48)]
    wanted = ["姓名\t手机", "赵虚甲\t15400001234"]
    turns = {
        layout.Way.RIGHT: (lambda x, y, w, h: box(x, y, w, h), False),
        layout.Way.LEFT: (lambda x, y, w, h: box(-x - w, -y - h, w, h), True),
        layout.Way.DOWN: (lambda x, y, w, h: box(-y - h, x, h, w), False),
        layout.Way.UP: (lambda x, y, w, h: box(y, -x - w, h, w), True),
    }
    for place, turned in turns.values():
        pieces = [Piece(text, 0.9, place(x, y, 90, 30), turned) for text, x, y in right]
        assert [text for text, _ in layout.lines(pieces[::-1])] == wanted
    assert layout.lines([Piece(" ", 0.9, box(0, 0, 9, 9), False)]) == []


def test_where_a_line_is_unsure_only_a_check_digit_proves():
    block = Block("a", "picture", "12\n34\n56", (0.99, 0.5, 0.95))
    assert [block.least_sure(*pair) for pair in ((0, 2), (3, 5), (0, 4), (6, 8))] == [
        0.99, 0.5, 0.5, 0.95,
    ]  # fmt: skip
    valid = [Span(3, 5, label, SpanGrade.VALID) for label in (Label.RESIDENT_ID, Label.MOBILE)]
    sure = [Span(0, 2, Label.MOBILE, SpanGrade.VALID), Span(3, 5, Label.PERSON, SpanGrade.SHAPE)]
    told = scan_files._doubted(block, [*valid, *sure])
    assert [span.grade for span in told] == [
        SpanGrade.VALID, SpanGrade.SUSPECT, SpanGrade.VALID, SpanGrade.SHAPE,
    ]  # fmt: skip
    plain = Block("a", "body", block.text)
    assert scan_files._doubted(plain, valid) == valid


def test_frames_are_grey_upright_and_small_enough(tmp_path):
    wide = Image.new("RGB", (4_000, 1_000), "red")
    exif = wide.getexif()
    exif[0x0112] = 6  # lies on its side
    path = written(tmp_path, scans.bytes_of(wide, "JPEG", exif=exif), "a.jpg")
    with path.open("rb") as file:
        (frame,), count = child.frames(
            file, name="a.jpg", kind="picture", size_bytes=9, pages=[1, 2]
        )
    assert (frame.width, frame.height, count) == (500, 2_000, 1)
    assert len(frame.grey) == 500 * 2_000


def test_a_strip_gets_white_beside_it(tmp_path):
    path = written(tmp_path, scans.bytes_of(Image.new("L", (6_000, 3), 0)), "a.png")
    with path.open("rb") as file:
        (frame,), _ = child.frames(file, name="a.png", kind="picture", size_bytes=9, pages=[1])
    assert (frame.width, frame.height) == (limits.FRAME_SIDE, limits.FRAME_SIDE // 6)
    assert frame.grey[-1] == 255
    assert frame.grey[0] == 0


def test_an_import_takes_no_pictures(tmp_path, card):
    with pytest.raises(errors.UnknownFormat):
        readers.read(written(tmp_path, PNG, "a.png"), with_pictures=False)
    path = written(tmp_path, scans.pdf([card]), "a.pdf")
    (sheet,) = readers.read(path, with_pictures=False)
    assert sheet.blocks == []
    assert sheet.blank_pages == (1,)
