"""What is refused of files in a record, of who acts for another, and of what is added."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Refused


class NoRecording(Invalid):
    """It begins like no recording."""

    code = "feedback.no_recording"
    field = "content"


class RecordingTooLarge(Invalid):
    """Facts: ``most`` MB."""

    code = "feedback.recording_too_large"
    field = "content"


class PaperMissing(Conflict):
    """Nobody believes it without a paper, and none is in the record."""

    code = "feedback.paper_missing"


class ValuesUnfit(Invalid):
    """Not two values of different fields, of which one can be searched by."""

    code = "feedback.values_unfit"


class NobodyMatches(Refused):
    """Nobody has both values, or more than one has."""

    code = "feedback.nobody_matches"


class TriedTooOften(Conflict):
    """Values were compared for this request often enough."""

    code = "feedback.tried_too_often"


class NothingAdded(Invalid):
    """Neither words nor a file."""

    code = "feedback.nothing_added"


class AddedTooOften(Conflict):
    code = "feedback.added_too_often"


class ProofUnfit(Invalid):
    """Relatives ask for somebody who died, and for nobody else."""

    code = "feedback.proof_unfit"
    field = "proof"


class ProofNotSeen(Invalid):
    """What the house finds by itself is stated by nobody."""

    code = "feedback.proof_not_seen"
    field = "proof"


class GuardianNeeded(Conflict):
    """What is held of a child is handed to its guardian alone."""

    code = "feedback.guardian_needed"


class MinorTakesTwo(Refused):
    """Who proved who asks does not make the copy of a minor's data too."""

    code = "feedback.minor_takes_two"
    keeps = ("1.5",)
