"""What documents refuse."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing


class NoSuchTemplate(Missing):
    code = "document.no_such_template"


class DataIncomplete(Invalid):
    """``missing`` and ``unknown`` name keys of the template's data, never their values."""

    code = "document.data_incomplete"


class UnprintableText(Invalid):
    """Text holds a control or direction character, or one no font on board can draw."""

    code = "document.unprintable_text"


class WillNotTypeset(Invalid):
    """The data has the right keys but not the shapes the template prints."""

    code = "document.will_not_typeset"


class NotAPdf(Invalid):
    code = "document.not_a_pdf"


class NoSuchField(Missing):
    code = "document.no_such_field"


class AlreadySigned(Conflict):
    code = "document.already_signed"


class FieldsAfterSignature(Conflict):
    """Fields must stand in the document before its first signature."""

    code = "document.fields_after_signature"


class TimestampFailed(Conflict):
    """A time-stamp authority is configured and did not answer: nothing was signed."""

    code = "document.timestamp_failed"


class CertificateOutOfDate(Conflict):
    """The installation's root certificate does not cover the time of signing."""

    code = "document.certificate_out_of_date"


class NoSuchDocument(Missing):
    code = "document.missing"


class DocumentDamaged(Conflict):
    """The stored blob is not what was put in.  It never says which check failed."""

    code = "document.damaged"


class NoSuchKind(Invalid):
    code = "document.no_such_kind"


class PaperTooLarge(Invalid):
    """Facts: ``most``, mebibytes."""

    code = "document.paper_too_large"


class NotAPaper(Invalid):
    """Neither a PDF nor a picture."""

    code = "document.not_a_paper"


class StampsUnfit(Invalid):
    """No address of a time-stamp authority, or one with a password in it."""

    code = "document.stamps_unfit"
    field = "url"
