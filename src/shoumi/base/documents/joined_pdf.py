"""One PDF of several that one template made: their pages and their bookmarks, in order.

What is said of the whole document (XMP, output intent: ISO 19005-2, 6.2.3 and 6.6) is the first
one's.  The tree of tags is left out: a page's place in it would not hold any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter

# Calls that the library gives no types.
_Writer: Any = PdfFileWriter
_Dictionary: Any = generic.DictionaryObject
_Number: Any = generic.NumberObject
_OF_THE_WHOLE = ("/Metadata", "/OutputIntents", "/Lang", "/ViewerPreferences")
Mark = tuple[Any, Any]


def joined(parts: Iterable[bytes]) -> bytes:
    """The file; of the parts one is read at a time."""
    made = _Writer(stream_xrefs=False)
    whole, tree = made.root.raw_get("/Pages"), made.root["/Pages"]
    marks: list[Mark] = []
    count = 0
    for content in parts:
        reader = PdfFileReader(BytesIO(content))
        if not count:
            _say_of_the_whole(made, reader)
        there = [*_leaves(reader.root.raw_get("/Pages"))]
        for page in there:
            page.get_object().pop("/StructParents", None)
        part = made.import_object(reader.root.raw_get("/Pages"))
        part.get_object()[pdf_name("/Parent")] = whole
        tree["/Kids"].append(part)
        here = dict(zip((one.reference for one in there), _leaves(part), strict=True))
        marks += [(title, here[page]) for title, page in _marks(reader)]
        count += len(there)
    tree[pdf_name("/Count")] = _Number(count)
    _write_marks(made, marks)
    out = BytesIO()
    made.write(out)
    return out.getvalue()


def _say_of_the_whole(made: Any, reader: PdfFileReader) -> None:
    for name in _OF_THE_WHOLE:
        if name in reader.root:
            made.root[pdf_name(name)] = made.import_object(reader.root.raw_get(name))


def _leaves(node: Any) -> Iterator[Any]:
    """The pages below a node of a tree of pages (ISO 32000-1, 7.7.3)."""
    found = node.get_object()
    if found["/Type"] == "/Pages":
        for place in range(len(found["/Kids"])):
            yield from _leaves(found["/Kids"].raw_get(place))
    else:
        yield node


def _marks(reader: PdfFileReader) -> Iterator[Mark]:
    """Each bookmark's title, and the page it leads to (12.3.3)."""
    if "/Outlines" not in reader.root:
        return
    mark, following = reader.root["/Outlines"], "/First"
    while following in mark:
        mark, following = mark[following], "/Next"
        yield mark["/Title"], mark["/Dest"].raw_get(0).reference


def _write_marks(made: Any, marks: Sequence[Mark]) -> None:
    if not marks:
        return
    outline = made.add_object(_Dictionary({pdf_name("/Type"): pdf_name("/Outlines")}))
    refs = [
        made.add_object(
            _Dictionary(
                {
                    pdf_name("/Title"): title,
                    pdf_name("/Parent"): outline,
                    pdf_name("/Dest"): generic.ArrayObject([page, pdf_name("/Fit")]),
                }
            )
        )
        for title, page in marks
    ]
    for before, after in zip(refs, refs[1:], strict=False):
        before.get_object()[pdf_name("/Next")] = after
        after.get_object()[pdf_name("/Prev")] = before
    found = outline.get_object()
    found[pdf_name("/First")], found[pdf_name("/Last")] = refs[0], refs[-1]
    found[pdf_name("/Count")] = _Number(len(refs))
    made.root[pdf_name("/Outlines")] = outline
