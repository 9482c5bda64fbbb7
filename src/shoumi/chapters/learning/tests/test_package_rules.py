"""What a lesson package is, by its ZIP and its manifest, and which are refused, with the reason."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from shoumi.chapters.learning.rules import packages
from shoumi.chapters.learning.rules.packages import Edition, PackageUnread, Unfit
from shoumi.chapters.learning.tests.scorm_packages import (
    PARTS,
    files,
    manifest,
    package,
    zipped,
)


def why(content):
    with pytest.raises(PackageUnread) as refused:
        packages.contents(packages.files(content))
    return refused.value.why


def with_files(**more):
    return zipped({**files("1.2"), **dict.fromkeys(more, b"x")})


def with_manifest(text):
    return zipped({**files("1.2"), "imsmanifest.xml": text.encode()})


def one_resource(href, more=""):
    parts = f'<item identifierref="r"><title>t</title></item>{more}'
    return manifest("1.2", parts=parts, resources=f'<resource identifier="r" href="{href}"/>')


@pytest.mark.parametrize("edition", list(Edition))
def test_the_parts_of_both_editions_come_in_their_order(edition):
    found = packages.contents(packages.files(package(edition)))
    assert found.edition is edition
    assert [one.title for one in found.parts] == list(PARTS)
    assert [one.reports for one in found.parts] == [True, True, False]


def test_parts_lie_below_the_bases_of_the_manifest_and_take_their_parameters_along():
    text = manifest(
        "2004",
        parts='<item identifierref="r" parameters="?lang=zh"><title> a\n b </title></item>',
        resources='<resource identifier="r" xml:base="in%20here/" href="x.html#top"/>',
    )
    found = zipped({"imsmanifest.xml": text.encode(), "in here/x.html": b"<p>"})
    [part] = packages.contents(packages.files(found)).parts
    assert part.title == "a b"
    assert packages.file_of(part.address) == "in here/x.html"
    assert part.address.endswith("lang=zh")


def test_names_packed_in_gb_18030_are_read_as_the_pages_write_them():
    plain = zipped({**files("1.2"), "xx.html": b"hello"})
    packed = plain.replace(b"xx.html", "课.htm".encode("gb18030").ljust(7, b"l")[:7])
    assert packages.files(packed).read("课.html") == b"hello"


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/etc/x", "c:/x", "a//b", "a\\..\\x", "a\x07"]
)
def test_no_file_may_lie_outside_the_package(name):
    assert why(with_files(**{name: 1})) is Unfit.LEADS_OUT


def test_a_bomb_is_refused_by_what_it_says_it_unpacks_to():
    bomb = zipped({**files("1.2"), **{f"z{n}": bytes(50 * 2**20) for n in range(4)}})
    assert len(bomb) < 2**20
    assert why(bomb) is Unfit.TOO_LARGE


def test_a_file_gives_no_more_than_it_says():
    """A bomb that says it is small is damaged, and not a large answer."""
    honest = zipped({**files("1.2"), "z": bytes(10**6)})
    said = honest.replace(struct.pack("<I", 10**6), struct.pack("<I", 10))
    assert packages.files(said).read("z") is None


def test_a_list_of_very_many_files_is_refused_before_it_is_read():
    assert why(zipped({f"f{n}": b"" for n in range(packages.MOST_FILES + 1)})) is Unfit.TOO_MANY
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 9, 9, 2**30, 0, 0)
    assert why(b"\0" * 64 + end) is Unfit.TOO_MANY


def test_a_package_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "MOST_PACKED", 100)
    assert why(package("1.2")) is Unfit.TOO_LARGE


def _marked(change):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files("1.2").items():
            archive.writestr(name, content)
        one = zipfile.ZipInfo("odd")
        change(one)
        archive.writestr(one, b"/etc/passwd")
    return out.getvalue()


def test_a_link_a_lock_and_an_unknown_packing_are_refused():
    link = _marked(lambda one: setattr(one, "external_attr", (stat.S_IFLNK | 0o777) << 16))
    assert why(link) is Unfit.LINK
    packed = _marked(lambda one: setattr(one, "compress_type", zipfile.ZIP_BZIP2))
    assert why(packed) is Unfit.COMPRESSION
    plain = _marked(lambda one: None)
    place = plain.rfind(b"PK\x01\x02") + 8
    assert why(plain[:place] + b"\x01\x00" + plain[place + 2 :]) is Unfit.ENCRYPTED


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused():
    doubled = _marked(lambda one: setattr(one, "filename", "part0.html"))
    assert why(doubled) is Unfit.DOUBLED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Unfit.NO_ZIP),
        (b"%PDF-1.7", Unfit.NO_ZIP),
        (b"PK\x05\x06" + b"\xff" * 18, Unfit.TOO_MANY),
        (zipped({"x": b""}), Unfit.NO_MANIFEST),
        (zipped({"inner/imsmanifest.xml": b""}), Unfit.NO_MANIFEST),
        (with_manifest("<manifest"), Unfit.MANIFEST),
        (with_manifest('<!DOCTYPE m [<!ENTITY a "b">]><m>&a;</m>'), Unfit.MANIFEST),
        (with_manifest("<manifest/>"), Unfit.EDITION),
        (with_manifest(manifest("1.2").replace(">1.2<", ">1.1<")), Unfit.EDITION),
        (with_manifest(manifest("1.2", parts="<item/>")), Unfit.NO_PARTS),
        (with_manifest(one_resource("https://elsewhere.example/x.html")), Unfit.ELSEWHERE),
        (with_manifest(one_resource("//elsewhere.example/x.html")), Unfit.ELSEWHERE),
        (with_manifest(one_resource("/part0.html")), Unfit.ELSEWHERE),
        (with_manifest(one_resource("none.html")), Unfit.PART_MISSING),
        (
            with_manifest(one_resource("part0.html", '<item identifierref="r"/>' * 100)),
            Unfit.MANY_PARTS,
        ),
    ],
)
def test_each_refusal_has_its_reason(content, reason):
    assert why(content) is reason
