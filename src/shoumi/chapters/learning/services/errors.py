"""What the services of learning refuse."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Refused


class TextLacks(Invalid):
    """Facts: ``part`` that nobody wrote."""

    code = "learning.text_lacks"


class PersonalDataInText(Invalid):
    """Facts: ``count`` of places that look like somebody's data."""

    code = "learning.personal_data_in_text"


class RolesLack(Invalid):
    """A course is for nobody, or for a role that reaches no personal information."""

    code = "learning.roles_lack"


class TopicsLack(Invalid):
    """A course teaches nothing."""

    code = "learning.topics_lack"


class SizeUnfit(Invalid):
    """An examination has 5 to 50 questions and lasts 5 to 180 minutes."""

    code = "learning.size_unfit"


class PolicyUnknown(Invalid):
    """There is no such version of the policy."""

    code = "learning.policy_unknown"


class OwnDraft(Refused):
    """Whoever wrote or added it does not approve it."""

    code = "learning.own_draft"


class AlreadyPublished(Conflict):
    code = "learning.already_published"


class NotPublished(Conflict):
    code = "learning.not_published"


class BeginsBeforeNow(Invalid):
    """It begins before it is published."""

    code = "learning.begins_before_now"


class FewQuestions(Conflict):
    """Facts: ``there`` are, ``wanted`` by the examination."""

    code = "learning.few_questions"


class NotTheirCourse(Refused):
    """No role of this person takes the course."""

    code = "learning.not_their_course"


class AlreadyRead(Conflict):
    code = "learning.already_read"


class NotReadYet(Conflict):
    """Whoever sits an examination has read the lesson."""

    code = "learning.not_read_yet"


class TwoFailures(Refused):
    """It was failed twice; somebody lets this person try again first."""

    code = "learning.two_failures"


class ExamRuns(Conflict):
    """One is running."""

    code = "learning.exam_runs"


class AlreadyHandedIn(Conflict):
    code = "learning.already_handed_in"


class TimeOver(Conflict):
    """The examination ended before it was handed in."""

    code = "learning.time_over"


class NotTheirs(Refused):
    """It is somebody else's."""

    code = "learning.not_theirs"


class NothingToRelease(Conflict):
    """It was not failed twice."""

    code = "learning.nothing_to_release"


class SessionUnfit(Invalid):
    """It ends before it begins, or lasts longer than twelve hours."""

    code = "learning.session_unfit"


class NotTheTeacher(Refused):
    code = "learning.not_the_teacher"


class CodeNotGood(Refused):
    """The code of a session is older than thirty seconds, or is none."""

    code = "learning.code_not_good"


class NotInSession(Conflict):
    """The session is not on now."""

    code = "learning.not_in_session"


class AlreadySigned(Conflict):
    code = "learning.already_signed"


class NobodySigned(Conflict):
    """Nobody waits for a countersignature."""

    code = "learning.nobody_signed"


class QuestionUnfit(Invalid):
    """Two to eight options, at least one of them right and one wrong, each written in Chinese, and
    a basis."""

    code = "learning.question_unfit"


class NoGift(Invalid):
    """Facts: ``line`` where a question begins that cannot be read."""

    code = "learning.no_gift"


class NoMoodle(Invalid):
    """Facts: ``number`` of the question that cannot be read; 0 is the whole file."""

    code = "learning.no_moodle"


class AlreadyChecked(Conflict):
    code = "learning.already_checked"


class AlreadyWithdrawn(Conflict):
    code = "learning.already_withdrawn"


class QuarterUnfit(Invalid):
    """It is neither this quarter, the one before nor the next."""

    code = "learning.quarter_unfit"


class QuarterTaken(Conflict):
    code = "learning.quarter_taken"


class AlreadyTold(Conflict):
    code = "learning.already_told"


class NotYetHappened(Invalid):
    code = "learning.not_yet_happened"


class StarterUnknown(Invalid):
    code = "learning.starter_unknown"
