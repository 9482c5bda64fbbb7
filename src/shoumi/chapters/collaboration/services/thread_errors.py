"""What services of threads refuse."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Refused


class PersonalInformation(Invalid):
    """Facts: ``labels`` of what stands in it, ``places``: lines of the text, or files with a place
    in them.  Nothing of it was kept."""

    code = "thread.personal_information"
    field = "text"
    keeps = ("11.2",)


class TextUnfit(Invalid):
    """There is no text, or too much.  Facts: ``most`` characters."""

    code = "thread.text_unfit"
    field = "text"


class FilesUnfit(Invalid):
    """Too many, or one too large.  Facts: ``most`` of them, ``megabytes`` each."""

    code = "thread.files_unfit"
    field = "files"


class FileUnread(Invalid):
    """Some of it could not be looked at, such as a page that is a picture.  Facts: ``number`` of
    the file."""

    code = "thread.file_unread"
    field = "files"
    keeps = ("11.2",)


class NotAMember(Refused):
    """Somebody mentioned, or to be added, does not read this thread or may not.  Facts: ``name``"""

    code = "thread.not_a_member"


class NothingToTalkAbout(Invalid):
    """There is no such deal, paper, task or customer in that deal."""

    code = "thread.about_nothing"
    field = "about"


class ThreadOver(Conflict):
    """It is closed, or its shared task is over."""

    code = "thread.over"


class NotYourMessage(Refused):
    code = "thread.not_yours"


class RemovedAlready(Conflict):
    code = "thread.removed_already"
