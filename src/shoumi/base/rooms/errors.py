"""What the rooms refuse."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.handbook import Lapse


class NoSuchRoom(Missing):
    code = "room.missing"


class NotInState(Conflict):
    code = "room.not_in_state"


class TooManyRooms(Invalid):
    """Facts: ``most`` in one go, ``count`` that were chosen."""

    code = "room.too_many_rooms"
    field = "rooms"


class NoSuchLevel(Invalid):
    """Facts: ``level``.  L0 is the teaser, L4 the closing data; neither is a room."""

    code = "room.no_such_level"


class NotAnonymous(Refused):
    """Facts: ``level``.  What was to be shown says too much of a few people, or is no such thing
    as a room of the level shows."""

    code = "room.not_anonymous"


class TooManyPeople(Refused):
    code = "room.too_many_people"


class SomeoneElses(Refused):
    """Facts: ``count``.  People who are not held under the room's deal."""

    code = "room.someone_elses"


class FieldsNotRegistered(Refused):
    """Facts: ``fields`` that a room of the level shows and nobody registered for due diligence."""

    code = "room.fields_not_registered"


class FieldsNotAssessed(Refused):
    """Facts: ``fields`` that the deal's assessment leaves out, ``demands``."""

    code = "room.fields_not_assessed"
    lapses: tuple[Lapse, ...] = ()


class ApprovedByRequester(Refused):
    code = "room.approved_by_requester"


class NotApproved(Refused):
    code = "room.not_approved"


class NotNamed(Refused):
    """Nobody was named to enter, or someone whom the approvers did not see."""

    code = "room.not_named"


class OpenTooLong(Invalid):
    code = "room.open_too_long"


class NoSuchPage(Missing):
    """No such document in the room, or it has fewer pages."""

    code = "room.no_such_page"


class OpensAfterClosing(Refused):
    code = "room.opens_after_closing"


class ViewOver(Missing):
    """The picture of a page is fetched by whom it was shown to, a moment after, by nobody else."""

    code = "room.view_over"


class TitleNamesSomeone(Refused):
    code = "room.title_names_someone"


class TooMuchCovered(Refused):
    """Facts: ``level``, ``count``."""

    code = "room.too_much_covered"


class IndexFull(Conflict):
    """Facts: ``most``.  An index is read as a whole, so it stays one that can be."""

    code = "room.index_full"


class NamesSomeone(Refused):
    """Facts: ``count``, ``labels`` (of what was found).  Text that names people is not sent."""

    code = "room.names_someone"


class WantsPeople(Refused):
    """A question that asks to be given named people."""

    code = "room.wants_people"


class NothingSaid(Invalid):
    code = "room.nothing_said"


class NoSuchInquiry(Missing):
    code = "room.no_such_inquiry"


class AlreadyAnswered(Conflict):
    code = "room.already_answered"


class NobodyAdmitted(Conflict):
    """Facts: ``reasons`` of the gate, ``demands``.  Nobody who is named may go in now, so nothing
    is published there."""

    code = "room.nobody_admitted"
    lapses: tuple[Lapse, ...] = ()


class NoSuchCode(Missing):
    """No page was ever shown with that code."""

    code = "room.no_such_code"


class ViewAltered(Conflict):
    """The row of a view is not the one its ledger entry commits to."""

    code = "room.view_altered"


class TeaserNamesSomeone(Refused):
    """The scanner found personal information, or the company's own name."""

    code = "teaser.names_someone"
