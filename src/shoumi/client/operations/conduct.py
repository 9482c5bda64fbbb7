# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about conduct."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Conduct(Calls):
    """The part of ``Client`` about conduct."""

    def rulebooks(self) -> Iterator[response_types.RuleBook]:
        """The versions of the rule book, the newest first.

        Needs the scope ``conduct:read``.
        """
        return self._every(response_types.RuleBook, "rule-books")

    def draft_rulebook(
        self,
        *,
        text: str,
        rules: str,
        consulted: str,
        held: date,
        people: int,
        opinions: str,
        key: str | None = None,
    ) -> response_types.RuleBook:
        """Draft a rule book.

        ``consulted``  one of CONGRESS, ALL_STAFF, UNION

        Needs the scope ``conduct:write`` and one of the roles DPO, HR, LEG.
        """
        return self._act(
            response_types.RuleBook,
            "rule-books",
            key=key,
            body={
                "text": text,
                "rules": rules,
                "consulted": consulted,
                "held": held,
                "people": people,
                "opinions": opinions,
            },
        )

    def staffchecks(self) -> Iterator[response_types.StaffCheck]:
        """The checks of months, the newest first.

        Needs the scope ``conduct:read``.
        """
        return self._every(response_types.StaffCheck, "staff-checks")

    def staffcase(self, staffcase: str) -> response_types.StaffCase:
        """One case, for whom it is about and for those who handle it.

        Needs the scope ``conduct:read``.
        """
        return self._one(response_types.StaffCase, "staff-cases", staffcase)

    def reward(self, reward: str) -> response_types.Reward:
        """One reward, for whom it may be shown to.

        Needs the scope ``conduct:read``.
        """
        return self._one(response_types.Reward, "rewards", reward)

    def consulted_rulebook(
        self, rulebook: str, *, says: str, key: str | None = None
    ) -> response_types.Voice:
        """Say whether one was consulted on a draft.

        ``says``  one of AGREES, RECORDED, NOT_HEARD

        Needs the scope ``conduct:write``.
        """
        return self._act(
            response_types.Voice, "rule-books", rulebook, "consulted", key=key, body={"says": says}
        )

    def approve_rulebook(self, rulebook: str, *, key: str | None = None) -> response_types.RuleBook:
        """Approve a rule book.

        Needs the scope ``conduct:decide`` and one of the roles DPO, HEAD, HR, LEG.
        """
        return self._act(response_types.RuleBook, "rule-books", rulebook, "approve", key=key)

    def publish_rulebook(self, rulebook: str, *, key: str | None = None) -> response_types.RuleBook:
        """Publish a rule book.

        Needs the scope ``conduct:decide`` and one of the roles DPO, HEAD, HR, LEG.
        """
        return self._act(response_types.RuleBook, "rule-books", rulebook, "publish", key=key)

    def accept_rulebook(
        self, rulebook: str, *, key: str | None = None
    ) -> response_types.Acceptance:
        """Acknowledge the rule book.

        Needs the scope ``conduct:write``.
        """
        return self._act(response_types.Acceptance, "rule-books", rulebook, "accept", key=key)

    def commit_staffcheck(self, *, key: str | None = None) -> response_types.StaffCheck:
        """Commit to the seeds of checks.

        Needs the scope ``conduct:write`` and one of the roles DPO, SUP.
        """
        return self._act(response_types.StaffCheck, "staff-checks", "commit", key=key)

    def draw_staffcheck(
        self, staffcheck: str, *, key: str | None = None
    ) -> response_types.StaffCheck:
        """Draw the sample of a month.

        Needs the scope ``conduct:write`` and one of the roles DPO, SUP.
        """
        return self._act(response_types.StaffCheck, "staff-checks", staffcheck, "draw", key=key)

    def close_staffcheck(
        self, staffcheck: str, *, key: str | None = None
    ) -> response_types.StaffCheck:
        """Close the check of a month.

        Needs the scope ``conduct:decide`` and one of the roles DPO, HEAD, SUP.
        """
        return self._act(response_types.StaffCheck, "staff-checks", staffcheck, "close", key=key)

    def judge_sample(
        self, sample: str, *, finding: str, ground: str, key: str | None = None
    ) -> response_types.Sample:
        """Judge an access that was drawn.

        ``finding``  one of FITS, UNCLEAR, BREACH
        ``ground``  one of OWN_TASK, AGREED, CUSTOMER, ASK, NO_NEED, TOO_MANY, PURPOSE

        Needs the scope ``conduct:write`` and one of the roles DPO, SUP.
        """
        return self._act(
            response_types.Sample,
            "samples",
            sample,
            "judge",
            key=key,
            body={"finding": finding, "ground": ground},
        )

    def reassign_sample(
        self, sample: str, *, checker: str, key: str | None = None
    ) -> response_types.Sample:
        """Have another look at an access.

        Needs the scope ``conduct:write`` and one of the roles DPO, HEAD, SUP.
        """
        return self._act(
            response_types.Sample, "samples", sample, "reassign", key=key, body={"checker": checker}
        )

    def open_staffcase(
        self,
        *,
        person: str,
        account: str,
        happened_at: datetime,
        evidence: str,
        key: str | None = None,
    ) -> response_types.StaffCase:
        """Open a case.

        Needs the scope ``conduct:write`` and one of the roles DPO, HR, SUP.
        """
        return self._act(
            response_types.StaffCase,
            "staff-cases",
            key=key,
            body={
                "person": person,
                "account": account,
                "happened_at": happened_at,
                "evidence": evidence,
            },
        )

    def reply_staffcase(
        self, staffcase: str, *, text: str, key: str | None = None
    ) -> response_types.StaffCase:
        """Reply in an own case.

        Needs the scope ``conduct:write``.
        """
        return self._act(
            response_types.StaffCase,
            "staff-cases",
            staffcase,
            "reply",
            key=key,
            body={"text": text},
        )

    def decide_staffcase(
        self,
        staffcase: str,
        *,
        rule: str,
        sanction: str,
        reasons: str,
        loss: int | None = None,
        asked: int | None = None,
        wage: int | None = None,
        minimum: int | None = None,
        key: str | None = None,
    ) -> response_types.StaffCase:
        """Decide a case.

        ``sanction``  one of NONE, TALK, TRAINING, WARNING, WRITTEN, ROLE_ENDS, DISMISSAL

        Needs the scope ``conduct:decide`` and one of the roles HEAD, HR.
        """
        return self._act(
            response_types.StaffCase,
            "staff-cases",
            staffcase,
            "decide",
            key=key,
            body={
                "rule": rule,
                "sanction": sanction,
                "reasons": reasons,
                "loss": loss,
                "asked": asked,
                "wage": wage,
                "minimum": minimum,
            },
        )

    def drop_staffcase(
        self, staffcase: str, *, reasons: str, key: str | None = None
    ) -> response_types.StaffCase:
        """Drop a case.

        Needs the scope ``conduct:decide`` and one of the roles HEAD, HR.
        """
        return self._act(
            response_types.StaffCase,
            "staff-cases",
            staffcase,
            "drop",
            key=key,
            body={"reasons": reasons},
        )

    def appeal_staffcase(
        self, staffcase: str, *, text: str, key: str | None = None
    ) -> response_types.StaffCase:
        """Appeal in an own case.

        Needs the scope ``conduct:write``.
        """
        return self._act(
            response_types.StaffCase,
            "staff-cases",
            staffcase,
            "appeal",
            key=key,
            body={"text": text},
        )

    def settle_staffcase(
        self, staffcase: str, *, reasons: str, upheld: bool | None = None, key: str | None = None
    ) -> response_types.StaffCase:
        """Settle an appeal.

        Needs the scope ``conduct:decide`` and one of the roles HEAD, SUP.
        """
        return self._act(
            response_types.StaffCase,
            "staff-cases",
            staffcase,
            "settle",
            key=key,
            body={"upheld": upheld, "reasons": reasons},
        )

    def give_reward(
        self, *, person: str, thanks: str, reason: str, words: str, key: str | None = None
    ) -> response_types.Reward:
        """Reward somebody.

        ``thanks``  one of PRAISE, CERTIFICATE, DAY_OFF, TRAINING, MENTOR
        ``reason``  one of REPORTED, STOPPED, IMPROVED, HELPED, FAULTLESS

        Needs the scope ``conduct:write`` and one of the roles DPO, HEAD, HR.
        """
        return self._act(
            response_types.Reward,
            "rewards",
            key=key,
            body={"person": person, "thanks": thanks, "reason": reason, "words": words},
        )

    def show_reward(
        self, reward: str, *, shown: bool | None = None, key: str | None = None
    ) -> response_types.Reward:
        """Say whether an own reward is shown.

        Needs the scope ``conduct:write``.
        """
        return self._act(
            response_types.Reward, "rewards", reward, "show", key=key, body={"shown": shown}
        )

    def begin_suspension(
        self, *, person: str, why: str, key: str | None = None
    ) -> response_types.Suspension:
        """Suspend somebody's access.

        ``why``  one of SIGNALS, BREACH, ACCOUNT

        Needs the scope ``conduct:decide`` and one of the roles DPO, HEAD, SEC, SUP.
        """
        return self._act(
            response_types.Suspension, "suspensions", key=key, body={"person": person, "why": why}
        )

    def lift_suspension(
        self, suspension: str, *, key: str | None = None
    ) -> response_types.Suspension:
        """Lift a suspension.

        Needs the scope ``conduct:decide`` and one of the roles DPO, HEAD.
        """
        return self._act(response_types.Suspension, "suspensions", suspension, "lift", key=key)

    def note_leaver(
        self, *, person: str, given_on: date, key: str | None = None
    ) -> response_types.Leaver:
        """Note that somebody leaves.

        Needs the scope ``conduct:write`` and one of the roles HEAD, HR.
        """
        return self._act(
            response_types.Leaver, "leavers", key=key, body={"person": person, "given_on": given_on}
        )

    def withdraw_leaver(
        self, leavingnotice: str, *, key: str | None = None
    ) -> response_types.Leaver:
        """Say that somebody stays.

        Needs the scope ``conduct:write`` and one of the roles HEAD, HR.
        """
        return self._act(response_types.Leaver, "leavers", leavingnotice, "withdraw", key=key)
