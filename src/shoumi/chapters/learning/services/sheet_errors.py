"""What is refused of signatures on paper and of pictures of lessons."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Refused


class NotOverYet(Conflict):
    """While a session is on people sign in by the code."""

    code = "learning.not_over_yet"


class SheetLate(Conflict):
    """Facts: ``days`` within which a sheet is entered."""

    code = "learning.sheet_late"


class NobodyEntered(Conflict):
    """Everybody who was chosen has signed in, or nobody was chosen."""

    code = "learning.nobody_entered"


class TeacherOnSheet(Refused):
    """Nobody confirms her- or himself."""

    code = "learning.teacher_on_sheet"


class NothingToConfirm(Conflict):
    """The actor stands on no sheet of the session, or has confirmed that."""

    code = "learning.nothing_to_confirm"


class PictureUnfit(Invalid):
    """No PNG or JPEG, damaged, or too large."""

    code = "learning.picture_unfit"
    field = "file"


class PictureUnknown(Invalid):
    """A text shows a picture that nobody added, or was changed.  Facts: ``name``."""

    code = "learning.picture_unknown"


class PictureWithoutWords(Invalid):
    """A text shows a picture and does not say what is on it.  Facts: ``name``."""

    code = "learning.picture_without_words"
