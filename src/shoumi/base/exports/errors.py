"""What exports refuse."""

from __future__ import annotations

from shoumi.core.errors import Invalid, Missing


class NoSuchList(Missing):
    code = "exports.no_such_list"


class FormatUnfit(Invalid):
    """This list does not go in that format."""

    code = "exports.format_unfit"
