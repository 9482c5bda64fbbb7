# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about incidents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import File


class Incidents(Calls):
    """The part of ``Client`` about incidents."""

    def plans(self) -> Iterator[response_types.Plan]:
        """The versions of the plan, the newest first.

        Needs the scope ``incidents:read``.
        """
        return self._every(response_types.Plan, "plans")

    def draft_plan(
        self,
        *,
        cause: str,
        changes: Sequence[str] | None = None,
        purpose: str | None = None,
        organisation: str | None = None,
        grading: str | None = None,
        detection: str | None = None,
        reporting: str | None = None,
        response: str | None = None,
        information: str | None = None,
        communication: str | None = None,
        notices: str | None = None,
        vendors: str | None = None,
        minors: str | None = None,
        accountability: str | None = None,
        drills: str | None = None,
        key: str | None = None,
    ) -> response_types.Plan:
        """Draft a plan.

        ``cause``  one of YEARLY, INCIDENT, DRILL, LAW, SYSTEM

        Needs the scope ``incidents:write`` and one of the roles DPO, LEG, SEC.
        """
        return self._act(
            response_types.Plan,
            "plans",
            key=key,
            body={
                "cause": cause,
                "changes": changes,
                "purpose": purpose,
                "organisation": organisation,
                "grading": grading,
                "detection": detection,
                "reporting": reporting,
                "response": response,
                "information": information,
                "communication": communication,
                "notices": notices,
                "vendors": vendors,
                "minors": minors,
                "accountability": accountability,
                "drills": drills,
            },
        )

    def planchanges(self) -> Iterator[response_types.PlanChange]:
        """What calls for changing the plan, the newest first.

        Needs the scope ``incidents:read``.
        """
        return self._every(response_types.PlanChange, "plan-changes")

    def raise_planchange(
        self, *, cause: str, what: str, key: str | None = None
    ) -> response_types.PlanChange:
        """Call for a change of the plan.

        ``cause``  one of LAW, SYSTEM, YEARLY

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.PlanChange, "plan-changes", key=key, body={"cause": cause, "what": what}
        )

    def incidents(self) -> Iterator[response_types.Breach]:
        """Incidents and drills, the newest first: all for who handles them, else the reported ones.

        Needs the scope ``incidents:read``.
        """
        return self._every(response_types.Breach, "incidents")

    def report_incident(
        self,
        *,
        kind: str,
        source: str,
        found_at: datetime,
        account: str,
        severity: str,
        deals: Sequence[str] | None = None,
        persons: int | None = None,
        loss: int | None = None,
        leak: bool | None = None,
        level: str | None = None,
        operator: str | None = None,
        key: str | None = None,
    ) -> response_types.Breach:
        """Report an incident.

        ``kind``  one of MISDELIVERY, INTRUSION, INSIDER, LOST_DEVICE, VENDOR, RANSOM, OTHER
        ``source``  one of STAFF, CUSTOMER, VENDOR, MONITORING, AUTHORITY
        ``severity``  one of low, medium, high, critical
        ``level``  one of general, considerable, major, especially_major
        ``operator``  one of incident.incident_report_general, incident.incident_report_cii,
            incident.incident_report_state_organ

        Needs the scope ``incidents:write``.
        """
        return self._act(
            response_types.Breach,
            "incidents",
            key=key,
            body={
                "kind": kind,
                "source": source,
                "found_at": found_at,
                "account": account,
                "deals": deals,
                "persons": persons,
                "loss": loss,
                "leak": leak,
                "severity": severity,
                "level": level,
                "operator": operator,
            },
        )

    def breach(self, breach: str) -> response_types.Breach:
        """One incident or drill.

        Needs the scope ``incidents:read``.
        """
        return self._one(response_types.Breach, "incidents", breach)

    def drill(self, breach: str) -> response_types.DrillData:
        """A drill as data: what it was graded by, what happened and was done when, and its score.

        Needs the scope ``incidents:read``.
        """
        return self._one(response_types.DrillData, "incidents", breach, "drill")

    def statusnotes(self, breach: str) -> Iterator[response_types.StatusNote]:
        """What was said of an incident in public, the newest first.

        Needs the scope ``incidents:read``.
        """
        return self._every(response_types.StatusNote, "incidents", breach, "status-notes")

    def status_incident(
        self,
        breach: str,
        *,
        zh: str,
        contact: str,
        en: str | None = None,
        next_at: datetime | None = None,
        key: str | None = None,
    ) -> response_types.StatusNote:
        """Write a version of what is said in public of an incident.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.StatusNote,
            "incidents",
            breach,
            "status-notes",
            key=key,
            body={"zh": zh, "en": en, "contact": contact, "next_at": next_at},
        )

    def approve_plan(self, contingencyplan: str, *, key: str | None = None) -> response_types.Plan:
        """Approve a plan.

        Needs the scope ``incidents:decide`` and the role HEAD.
        """
        return self._act(response_types.Plan, "plans", contingencyplan, "approve", key=key)

    def decline_planchange(
        self, planchange: str, *, reasons: str, key: str | None = None
    ) -> response_types.PlanChange:
        """Decline a change of the plan.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD.
        """
        return self._act(
            response_types.PlanChange,
            "plan-changes",
            planchange,
            "decline",
            key=key,
            body={"reasons": reasons},
        )

    def name_onduty(
        self, *, post: str, person: str, deputy: str, key: str | None = None
    ) -> response_types.DutyPost:
        """Name who holds a post.

        ``post``  one of COMMAND, TECHNICAL, EVIDENCE, REPORTING, NOTICES

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, SEC.
        """
        return self._act(
            response_types.DutyPost,
            "on-duty",
            key=key,
            body={"post": post, "person": person, "deputy": deputy},
        )

    def contact_onduty(
        self, *, person: str, way: str, key: str | None = None
    ) -> response_types.DutyContact:
        """Write down how somebody is reached.

        Needs the scope ``incidents:write``.
        """
        return self._act(
            response_types.DutyContact,
            "on-duty",
            "contacts",
            key=key,
            body={"person": person, "way": way},
        )

    def try_onduty(
        self, dutycontact: str, *, reached: bool | None = None, key: str | None = None
    ) -> response_types.DutyContact:
        """Record a try of a contact.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, SEC.
        """
        return self._act(
            response_types.DutyContact,
            "on-duty",
            dutycontact,
            "try",
            key=key,
            body={"reached": reached},
        )

    def grade_incident(
        self,
        breach: str,
        *,
        severity: str,
        persons: int | None = None,
        loss: int | None = None,
        leak: bool | None = None,
        level: str | None = None,
        key: str | None = None,
    ) -> response_types.Breach:
        """Grade an incident.

        ``severity``  one of low, medium, high, critical
        ``level``  one of general, considerable, major, especially_major

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.Breach,
            "incidents",
            breach,
            "grade",
            key=key,
            body={
                "persons": persons,
                "loss": loss,
                "leak": leak,
                "severity": severity,
                "level": level,
            },
        )

    def lower_incident(
        self,
        breach: str,
        *,
        severity: str,
        reasons: str,
        persons: int | None = None,
        loss: int | None = None,
        leak: bool | None = None,
        level: str | None = None,
        key: str | None = None,
    ) -> response_types.BreachPart:
        """Ask that an incident be graded lower.

        ``severity``  one of low, medium, high, critical
        ``level``  one of general, considerable, major, especially_major

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "lower",
            key=key,
            body={
                "persons": persons,
                "loss": loss,
                "leak": leak,
                "severity": severity,
                "level": level,
                "reasons": reasons,
            },
        )

    def decide_lowering(
        self, lowering: str, *, agreed: bool | None = None, key: str | None = None
    ) -> response_types.BreachPart:
        """Decide whether it is graded lower.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "lowerings",
            lowering,
            "decide",
            key=key,
            body={"agreed": agreed},
        )

    def touch_incident(
        self, breach: str, *, deal: str, key: str | None = None
    ) -> response_types.Breach:
        """Add a deal that an incident touches.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.Breach, "incidents", breach, "touch", key=key, body={"deal": deal}
        )

    def lock_out_incident(
        self, breach: str, *, person: str, key: str | None = None
    ) -> response_types.BreachPart:
        """Lock somebody out.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "lock-out",
            key=key,
            body={"person": person},
        )

    def shut_rooms_incident(
        self, breach: str, *, deal: str, key: str | None = None
    ) -> response_types.BreachPart:
        """Shut its rooms.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "shut-rooms",
            key=key,
            body={"deal": deal},
        )

    def stop_deal_incident(
        self, breach: str, *, deal: str, key: str | None = None
    ) -> response_types.BreachPart:
        """Suspend a deal.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "stop-deal",
            key=key,
            body={"deal": deal},
        )

    def close_tasks_incident(
        self, breach: str, *, deal: str, key: str | None = None
    ) -> response_types.BreachPart:
        """Close its tasks.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "close-tasks",
            key=key,
            body={"deal": deal},
        )

    def note_incident(
        self, breach: str, *, words: str, measure: bool | None = None, key: str | None = None
    ) -> response_types.BreachPart:
        """Write a note of an incident.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "notes",
            key=key,
            body={"words": words, "measure": measure},
        )

    def evidence_incident(
        self, breach: str, *, words: str, paper: File, key: str | None = None
    ) -> response_types.BreachPart:
        """Keep evidence of an incident.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "evidence",
            key=key,
            body={"words": words},
            files={"paper": [paper]},
        )

    def tick_incident(
        self, breach: str, *, task: str, words: str, key: str | None = None
    ) -> response_types.BreachPart:
        """Tick a task of the playbook.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "tasks",
            key=key,
            body={"task": task, "words": words},
        )

    def count_incident(
        self,
        breach: str,
        *,
        since: datetime,
        until: datetime,
        deal: str | None = None,
        person: str | None = None,
        key: str | None = None,
    ) -> response_types.Exposure:
        """Count whose data were opened.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.Exposure,
            "incidents",
            breach,
            "count",
            key=key,
            body={"since": since, "until": until, "deal": deal, "person": person},
        )

    def answer_exercise(
        self, breach: str, *, inject: str, words: str, key: str | None = None
    ) -> response_types.BreachPart:
        """Answer what came in a drill.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "answers",
            key=key,
            body={"inject": inject, "words": words},
        )

    def contain_incident(self, breach: str, *, key: str | None = None) -> response_types.Breach:
        """Confirm that an incident is contained.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(response_types.Breach, "incidents", breach, "contain", key=key)

    def tell_incident(
        self,
        breach: str,
        *,
        addressee: str,
        way: str,
        count: int,
        happened: str,
        remedies: str,
        contact: str,
        proof: File | None = None,
        key: str | None = None,
    ) -> response_types.BreachPart:
        """Record a notice of an incident.

        ``addressee``  one of AUTHORITY, POLICE, PERSONS
        ``way``  one of HOTLINE, ONLINE, PHONE, TEXT_MESSAGE, MAIL, LETTER, ANNOUNCEMENT

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "notices",
            key=key,
            body={
                "addressee": addressee,
                "way": way,
                "count": count,
                "happened": happened,
                "remedies": remedies,
                "contact": contact,
            },
            files={"proof": [proof] if proof else ()},
        )

    def spare_incident(
        self, breach: str, *, happened: str, remedies: str, contact: str, key: str | None = None
    ) -> response_types.BreachPart:
        """Record why persons need not be told.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "spare",
            key=key,
            body={"happened": happened, "remedies": remedies, "contact": contact},
        )

    def cause_incident(
        self, breach: str, *, root: str, words: str, key: str | None = None
    ) -> response_types.Breach:
        """Record the cause of an incident.

        ``root``  one of HUMAN_ERROR, PROCESS, TECHNICAL, MALICE, THIRD_PARTY

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.Breach,
            "incidents",
            breach,
            "cause",
            key=key,
            body={"root": root, "words": words},
        )

    def blame_incident(
        self, breach: str, *, account: str, person: str | None = None, key: str | None = None
    ) -> response_types.BreachPart:
        """Ask who answers for an incident.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "liabilities",
            key=key,
            body={"person": person, "account": account},
        )

    def wind_up_incident(
        self, breach: str, *, lesson: str, key: str | None = None
    ) -> response_types.Breach:
        """Ask that an incident be closed.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.Breach, "incidents", breach, "wind-up", key=key, body={"lesson": lesson}
        )

    def close_incident(self, breach: str, *, key: str | None = None) -> response_types.Breach:
        """Close an incident.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD.
        """
        return self._act(response_types.Breach, "incidents", breach, "close", key=key)

    def reply_liability(
        self, liability: str, *, text: str, key: str | None = None
    ) -> response_types.BreachPart:
        """Reply about an incident.

        Needs the scope ``incidents:write``.
        """
        return self._act(
            response_types.BreachPart,
            "liabilities",
            liability,
            "reply",
            key=key,
            body={"text": text},
        )

    def decide_liability(
        self, liability: str, *, finding: str, reasons: str, key: str | None = None
    ) -> response_types.BreachPart:
        """Decide who answers for an incident.

        ``finding``  one of NOT_RESPONSIBLE, NEGLIGENT, GROSSLY_NEGLIGENT, INTENT

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD, HR.
        """
        return self._act(
            response_types.BreachPart,
            "liabilities",
            liability,
            "decide",
            key=key,
            body={"finding": finding, "reasons": reasons},
        )

    def write_incident(
        self,
        breach: str,
        *,
        happened: str,
        remedies: str,
        contact: str,
        mail: bool | None = None,
        sms: bool | None = None,
        post: bool | None = None,
        key: str | None = None,
    ) -> response_types.BreachPart:
        """Write to the people whom the ledger counted.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(
            response_types.BreachPart,
            "incidents",
            breach,
            "letters",
            key=key,
            body={
                "mail": mail,
                "sms": sms,
                "post": post,
                "happened": happened,
                "remedies": remedies,
                "contact": contact,
            },
        )

    def posted_incident(self, breach: str, *, key: str | None = None) -> response_types.Breach:
        """Record that printed letters of an incident were posted.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(response_types.Breach, "incidents", breach, "posted", key=key)

    def begin_exercise(
        self,
        *,
        kind: str,
        source: str,
        account: str,
        injects: str,
        severity: str,
        persons: int | None = None,
        loss: int | None = None,
        leak: bool | None = None,
        level: str | None = None,
        operator: str | None = None,
        key: str | None = None,
    ) -> response_types.Breach:
        """Begin a drill.

        ``kind``  one of MISDELIVERY, INTRUSION, INSIDER, LOST_DEVICE, VENDOR, RANSOM, OTHER
        ``source``  one of STAFF, CUSTOMER, VENDOR, MONITORING, AUTHORITY
        ``severity``  one of low, medium, high, critical
        ``level``  one of general, considerable, major, especially_major
        ``operator``  one of incident.incident_report_general, incident.incident_report_cii,
            incident.incident_report_state_organ

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, SEC.
        """
        return self._act(
            response_types.Breach,
            "exercises",
            key=key,
            body={
                "kind": kind,
                "source": source,
                "account": account,
                "injects": injects,
                "persons": persons,
                "loss": loss,
                "leak": leak,
                "severity": severity,
                "level": level,
                "operator": operator,
            },
        )

    def end_exercise(self, breach: str, *, key: str | None = None) -> response_types.Breach:
        """End a drill and score it.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD.
        """
        return self._act(response_types.Breach, "incidents", breach, "end-drill", key=key)

    def arrange_exercise(
        self,
        *,
        since: datetime,
        until: datetime,
        kind: str,
        source: str,
        account: str,
        injects: str,
        severity: str,
        persons: int | None = None,
        loss: int | None = None,
        leak: bool | None = None,
        level: str | None = None,
        operator: str | None = None,
        key: str | None = None,
    ) -> response_types.DrawnDrill:
        """Arrange an unannounced drill.

        ``kind``  one of MISDELIVERY, INTRUSION, INSIDER, LOST_DEVICE, VENDOR, RANSOM, OTHER
        ``source``  one of STAFF, CUSTOMER, VENDOR, MONITORING, AUTHORITY
        ``severity``  one of low, medium, high, critical
        ``level``  one of general, considerable, major, especially_major
        ``operator``  one of incident.incident_report_general, incident.incident_report_cii,
            incident.incident_report_state_organ

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, SEC.
        """
        return self._act(
            response_types.DrawnDrill,
            "exercises",
            "arrange",
            key=key,
            body={
                "since": since,
                "until": until,
                "kind": kind,
                "source": source,
                "account": account,
                "injects": injects,
                "persons": persons,
                "loss": loss,
                "leak": leak,
                "severity": severity,
                "level": level,
                "operator": operator,
            },
        )

    def call_off_exercise(
        self, drawndrill: str, *, key: str | None = None
    ) -> response_types.DrawnDrill:
        """Call an unannounced drill off.

        Needs the scope ``incidents:write`` and one of the roles DPO, HEAD, SEC.
        """
        return self._act(response_types.DrawnDrill, "drawn-drills", drawndrill, "call-off", key=key)

    def approve_status(
        self, statusnote: str, *, key: str | None = None
    ) -> response_types.StatusNote:
        """Approve a public note; the second approval shows it.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD, LEG, SEC.
        """
        return self._act(response_types.StatusNote, "status-notes", statusnote, "approve", key=key)

    def take_down_status(
        self, statusnote: str, *, why: str, key: str | None = None
    ) -> response_types.StatusNote:
        """Take a public note down.

        Needs the scope ``incidents:decide`` and one of the roles DPO, HEAD, LEG.
        """
        return self._act(
            response_types.StatusNote,
            "status-notes",
            statusnote,
            "take-down",
            key=key,
            body={"why": why},
        )
