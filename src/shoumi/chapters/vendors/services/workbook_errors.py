"""Why a questionnaire's workbook is refused.  Facts: ``place``, the cell as ``sheet!C7``."""

from __future__ import annotations

from shoumi.core.errors import Invalid


class WorkbookRefused(Invalid):
    """Nothing of it was taken."""

    code = "vendors.workbook_unmarked"


class Foreign(WorkbookRefused):
    """Its mark is of another questionnaire or version, or not ours."""

    code = "vendors.workbook_foreign"


class HeadingChanged(WorkbookRefused):
    """Facts besides: ``heading``."""

    code = "vendors.workbook_heading"


class QuestionChanged(WorkbookRefused):
    code = "vendors.workbook_question_changed"


class UnknownRow(WorkbookRefused):
    code = "vendors.workbook_unknown_row"


class RepeatedRow(WorkbookRefused):
    code = "vendors.workbook_repeated_row"


class MissingRows(WorkbookRefused):
    """Facts besides: ``count``.  The place is the heading above."""

    code = "vendors.workbook_missing_rows"


class Stray(WorkbookRefused):
    """Something stands where no answer belongs."""

    code = "vendors.workbook_stray"


class Merged(WorkbookRefused):
    code = "vendors.workbook_merged"


class HasFormula(WorkbookRefused):
    code = "vendors.workbook_formula"


class HasError(WorkbookRefused):
    code = "vendors.workbook_error_value"


class AnswerUnknown(WorkbookRefused):
    code = "vendors.workbook_answer_unknown"


class AnswerMissing(WorkbookRefused):
    """The row has words or a date."""

    code = "vendors.workbook_answer_missing"


class DateUnclear(WorkbookRefused):
    code = "vendors.workbook_date_unclear"


class LostDigits(WorkbookRefused):
    code = "vendors.workbook_lost_digits"


class TooLong(WorkbookRefused):
    """Facts besides: ``most`` characters."""

    code = "vendors.workbook_too_long"
