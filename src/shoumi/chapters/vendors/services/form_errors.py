"""What is refused of questionnaires that the house owns."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing


class NoSuchForm(Missing):
    code = "vendors.no_form"


class FormEnded(Conflict):
    """It was ended, or mapped anew."""

    code = "vendors.form_ended"


class NameTaken(Conflict):
    code = "vendors.form_name_taken"


class FormTooLarge(Invalid):
    """Facts: ``most`` cells."""

    code = "vendors.form_too_large"


class NothingMapped(Invalid):
    code = "vendors.form_nothing_mapped"


class CellUnknown(Invalid):
    """Facts: ``place``, which says nothing in the form."""

    code = "vendors.form_cell_unknown"


class CellRepeated(Invalid):
    """Facts: ``place``, which is to ask two of our questions."""

    code = "vendors.form_cell_repeated"


class ColumnUnfit(Invalid):
    """Letters that are none, twice the same, or of cells that ask something."""

    code = "vendors.form_column_unfit"


class WordRepeated(Invalid):
    """Facts: ``word``, which would stand for two answers."""

    code = "vendors.form_word_repeated"
