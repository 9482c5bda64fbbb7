"""PDF: what broke off is told of its page, or of the file where no page can be named."""

from __future__ import annotations

import base64
import zlib

import pytest

from shoumi.base.intake.parsers.page_streams import Damage, damage

WHOLE = Damage()


def packed(text):
    return zlib.compress(text.encode() * 40)


def stream(content, more=b"/Filter/FlateDecode"):
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def pdf(contents, *, packed_pages=False):
    """A PDF of a page for each of ``contents``, which are streams; objects from 3 up are pages and
    their streams in turn."""
    count = len(contents)
    kids = b" ".join(b"%d 0 R" % (3 + 2 * at) for at in range(count))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
    }
    pages = {}
    for at, content in enumerate(contents):
        pages[3 + 2 * at] = b"<</Type/Page/Parent 2 0 R/Contents %d 0 R>>" % (4 + 2 * at)
        objects[4 + 2 * at] = content
    if packed_pages:
        heads, bodies = b"", b""
        for number, page in pages.items():
            heads += b"%d %d " % (number, len(bodies))
            bodies += page + b" "
        inside = zlib.compress(heads + bodies)
        more = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(pages), len(heads))
        objects[90] = stream(inside, more)
    else:
        objects |= pages
    body = b"%PDF-1.7\n"
    for number, one in sorted(objects.items()):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    return body + b"xref\n0 0\ntrailer<</Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)


THREE = [stream(packed(text)) for text in ("one", "two", "three")]


def cut(content, by):
    """A stream that says its length as before, with ``by`` bytes of what is packed gone."""
    return stream(content).replace(content, content[:-by])


@pytest.mark.parametrize("packed_pages", [False, True])
def test_a_whole_one_has_no_damage(packed_pages):
    assert damage(pdf(THREE, packed_pages=packed_pages)) == WHOLE


@pytest.mark.parametrize("packed_pages", [False, True])
def test_the_page_whose_contents_break_off_is_named(packed_pages):
    contents = [THREE[0], cut(packed("two"), 5), THREE[2]]
    told = damage(pdf(contents, packed_pages=packed_pages))
    assert told == Damage(frozenset({2}))


def test_a_changed_byte_in_what_is_packed_is_found_by_its_check_sum():
    content = packed("two")
    harmed = content[:-1] + bytes([content[-1] ^ 1])
    assert damage(pdf([THREE[0], stream(harmed)])).pages == {2}


def test_contents_in_letters_are_unpacked_and_their_end_is_looked_for():
    letters = base64.a85encode(packed("one")) + b"~>"
    more = b"/Filter[/ASCII85Decode/FlateDecode]"
    assert damage(pdf([stream(letters, more)])) == WHOLE
    assert damage(pdf([stream(letters[:-9], more)])).pages == {1}


def test_contents_that_are_not_packed_are_as_long_as_they_say():
    plain = stream(b"BT (a) Tj ET", b"")
    assert damage(pdf([plain])) == WHOLE
    assert damage(pdf([plain.replace(b"(a) Tj", b"")])).pages == {1}


def test_contents_that_are_nowhere_are_of_their_page():
    whole = pdf(THREE)
    gone = whole.replace(b"6 0 obj", b"")
    assert 2 in damage(gone).pages


@pytest.mark.parametrize("end", [b"%%EOF", b"startxref"])
def test_an_end_that_is_missing_is_told_of_the_file(end):
    whole = pdf(THREE)
    assert damage(whole[: whole.rfind(end)]).is_beside


def test_damage_that_no_page_is_drawn_by_is_told_of_the_file():
    whole = pdf(THREE)
    beside = b"91 0 obj\n%s\nendobj\nxref\n" % cut(packed("beside"), 4)
    told = damage(whole.replace(b"xref\n", beside, 1))
    assert told == Damage(is_beside=True)


def test_objects_that_are_packed_and_broken_are_told_of_the_file():
    whole = pdf(THREE, packed_pages=True)
    at = whole.index(b"/ObjStm")
    at = whole.index(b"endstream", at) - 4
    assert damage(whole[:at] + b"\0\0" + whole[at + 2 :]).is_beside
