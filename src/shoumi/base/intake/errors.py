"""Why a file is not taken in.  Facts: ``place`` (``file``, ``file:line`` or ``file:sheet!cell``).

The class says what happened; the words (and the mend) are the doors'.  No fact is ever a value
read from the file: counts, limits, field codes and places only.
"""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing


class FileRefused(Invalid):
    """The file cannot be taken as it is."""

    code = "file.refused"


class OfARecord(FileRefused):
    """One record is broken, or one cell of it; the file is refused where it has no good one."""


class NotAFile(FileRefused):
    code = "file.not_a_file"


class Empty(FileRefused):
    code = "file.empty"


class TooLarge(FileRefused):
    code = "file.too_large"


class UnknownFormat(FileRefused):
    code = "file.unknown_format"


class NotWhatItSays(FileRefused):
    code = "file.not_what_it_says"


class Encrypted(FileRefused):
    code = "file.encrypted"


class Broken(FileRefused):
    code = "file.broken"


class TooMuchMemory(FileRefused):
    code = "file.too_much_memory"


class TooMuchTime(FileRefused):
    code = "file.too_much_time"


class TooMuchOutput(FileRefused):
    code = "file.too_much_output"


class ZipBroken(FileRefused):
    code = "zip.broken"


class ZipBomb(FileRefused):
    code = "zip.bomb"


class ZipTooManyEntries(FileRefused):
    code = "zip.too_many_entries"


class ZipOverlap(FileRefused):
    code = "zip.overlap"


class ZipBadPath(FileRefused):
    code = "zip.bad_path"


class ZipLink(FileRefused):
    code = "zip.link"


class ZipNested(FileRefused):
    code = "zip.nested"


class XmlEntity(FileRefused):
    code = "xml.entity"


class XmlBroken(FileRefused):
    code = "xml.broken"


class XmlTooDeep(FileRefused):
    code = "xml.too_deep"


class EncodingUnclear(FileRefused):
    code = "text.encoding_unclear"


class OutOfStep(FileRefused):
    """From a line on a text of two bytes a sign is read a byte too early or too late."""

    code = "text.out_of_step"


class EncodingBroken(OfARecord):
    code = "text.encoding_broken"


class HasNul(OfARecord):
    code = "text.nul"


class LineTooLong(OfARecord):
    code = "text.line_too_long"


class UnclosedQuote(OfARecord):
    code = "csv.unclosed_quote"


class BadQuote(OfARecord):
    code = "csv.bad_quote"


class Ragged(OfARecord):
    code = "csv.ragged"


class BareReturn(OfARecord):
    code = "csv.bare_return"


class CellTooLong(OfARecord):
    code = "table.cell_too_long"


class TooManyColumns(FileRefused):
    code = "table.too_many_columns"


class TooManyRows(FileRefused):
    code = "table.too_many_rows"


class LostDigits(OfARecord):
    code = "table.lost_digits"


class RowBroken(OfARecord):
    """A row of a workbook is no whole XML; what of its cells can be read stands in them."""

    code = "workbook.row_broken"


class JsonBroken(OfARecord):
    code = "json.broken"


class JsonNotAnObject(OfARecord):
    code = "json.not_an_object"


class JsonRepeatedKey(OfARecord):
    code = "json.repeated_key"


class JsonTooDeep(OfARecord):
    code = "json.too_deep"


class AfterBroken(OfARecord):
    """The record before has no end that can be told, so this may be a part of it."""

    code = "csv.after_broken"


# What is said of records.  The last two are what a spreadsheet itself could not work out.
OF_RECORDS = frozenset(kind.code for kind in OfARecord.__subclasses__()) | {
    "table.error_value",
    "table.formula_without_value",
}


class TooManyPages(FileRefused):
    code = "pdf.too_many_pages"


class PageTooLarge(FileRefused):
    code = "pdf.page_too_large"


class TooManyPixels(FileRefused):
    """Facts: ``most``, ``found`` pixels; or a side that is too long."""

    code = "picture.too_many_pixels"


class PicturesNotRead(FileRefused):
    """The file is a picture, and the package that reads pictures is not installed."""

    code = "picture.not_installed"


def by_code() -> dict[str, type[FileRefused]]:
    """Every refusal of a file, by its code."""
    whole = (kind for kind in FileRefused.__subclasses__() if kind is not OfARecord)
    return {kind.code: kind for kind in (*whole, *OfARecord.__subclasses__())}


class WeightsChanged(Conflict):
    """Facts: ``file``.  A model for pictures is missing or not the one that was examined."""

    code = "scan.picture_weights_changed"


class NoSuchDataSet(Missing):
    """The deal has no data set of that name."""

    code = "intake.no_such_data_set"


class FileChanged(Conflict):
    """Facts: ``place``.  The file is not the one that was read for the plan."""

    code = "intake.file_changed"


class RegisterChanged(Conflict):
    """Another field register is in force than the plan was made with."""

    code = "intake.register_changed"


class PeopleChanged(Conflict):
    """People were stored or changed since the plan looked at who is held, or it never looked."""

    code = "intake.people_changed"


class ReadsTooLittle(Invalid):
    """Facts: ``fields``.  What a person has in fields that are not read would be lost."""

    code = "intake.reads_too_little"


class RowsDoNotAddUp(Conflict):
    """Facts: ``rows``, ``taken_in``, ``set_aside``, ``left_out``.  A row would be lost, or come
    twice."""

    code = "intake.rows_do_not_add_up"


class NotSetAside(Conflict):
    """Facts: ``count``.  Rows come back with the code of none that waits here."""

    code = "intake.not_set_aside"


class NothingSetAside(Missing):
    """No row of the data set waits to be mended."""

    code = "intake.nothing_set_aside"
