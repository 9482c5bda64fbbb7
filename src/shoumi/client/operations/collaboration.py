# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about collaboration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Collaboration(Calls):
    """The part of ``Client`` about collaboration."""

    def tasks_list(self) -> Iterator[response_types.SharedTask]:
        """The shared tasks of one's deals, the newest first.

        Needs the scope ``collaboration:read``.
        """
        return self._every(response_types.SharedTask, "shared-tasks")

    def open_sharing(
        self,
        *,
        title: str,
        purpose: str,
        deal: str,
        departments: Sequence[str],
        accountable: str,
        until: datetime,
        workers: Sequence[str] | None = None,
        key: str | None = None,
    ) -> response_types.SharedTask:
        """Open a shared task.

        ``purpose``  one of service, kyc, inventory, due_diligence, notice, handover, request,
            destruction, tax, registration
        ``departments``  one of CON, CS, MKT, LEG, SEC, OPS, HR, FIN, PRO

        Needs the scope ``collaboration:write`` and one of the roles CON, CS, DPO, FIN, HEAD, HR,
        LEG, MKT, OPS, PRO, SEC.
        """
        return self._act(
            response_types.SharedTask,
            "shared-tasks",
            key=key,
            body={
                "title": title,
                "purpose": purpose,
                "deal": deal,
                "departments": departments,
                "accountable": accountable,
                "workers": workers,
                "until": until,
            },
        )

    def tasks_shared_task(self, sharedtask: str) -> response_types.SharedTask:
        """One shared task.

        Needs the scope ``collaboration:read``.
        """
        return self._one(response_types.SharedTask, "shared-tasks", sharedtask)

    def responsibilities(self) -> Iterator[response_types.ChapterDuty]:
        """Who answers for each chapter of the handbook.

        Needs the scope ``collaboration:read``.
        """
        return self._every(response_types.ChapterDuty, "responsibilities")

    def threads(self) -> Iterator[response_types.Thread]:
        """The threads in which who asks takes part, the newest first.

        Needs the scope ``collaboration:read``.
        """
        return self._every(response_types.Thread, "threads")

    def open_thread(
        self,
        *,
        kind: str,
        deal: str,
        topic: str,
        about: str | None = None,
        members: Sequence[str] | None = None,
        key: str | None = None,
    ) -> response_types.Thread:
        """Open a thread about a thing of a deal.

        ``kind``  one of DEAL, PAPER, TASK, PERSON

        Needs the scope ``collaboration:write`` and one of the roles CON, CS, DPO, FIN, HEAD, HR,
        LEG, MKT, OPS, PRO, SEC.
        """
        return self._act(
            response_types.Thread,
            "threads",
            key=key,
            body={"kind": kind, "deal": deal, "about": about, "topic": topic, "members": members},
        )

    def messages(self, thread: str) -> Iterator[response_types.Message]:
        """The messages of one thread without their texts, the newest first.

        Needs the scope ``collaboration:read``.
        """
        return self._every(response_types.Message, "threads", thread, "messages")

    def connectors(self) -> Iterator[response_types.Connector]:
        """The robots of departments' groups, the newest first.

        Needs the scope ``collaboration:read``.
        """
        return self._every(response_types.Connector, "connectors")

    def connect_robot(
        self,
        *,
        vendor: str,
        department: str,
        url: str,
        secret: str | None = None,
        key: str | None = None,
    ) -> response_types.Connector:
        """Connect a robot of a department's group.

        ``vendor``  one of DINGTALK, FEISHU, WECOM
        ``department``  one of CON, CS, MKT, LEG, SEC, OPS, HR, FIN, PRO

        Needs the scope ``collaboration:decide`` and one of the roles OPS, SEC.
        """
        return self._act(
            response_types.Connector,
            "connectors",
            key=key,
            body={"vendor": vendor, "department": department, "url": url, "secret": secret},
        )

    def grant_sharing(
        self,
        sharedtask: str,
        *,
        acts: Sequence[str] | None = None,
        fields: Sequence[str] | None = None,
        subject: str | None = None,
        key: str | None = None,
    ) -> response_types.SharedTask:
        """Let the people of a shared task see something.

        ``acts``  one of list, reveal

        Needs the scope ``collaboration:decide`` and one of the roles DPO, HEAD.
        """
        return self._act(
            response_types.SharedTask,
            "shared-tasks",
            sharedtask,
            "grant",
            key=key,
            body={"acts": acts, "fields": fields, "subject": subject},
        )

    def hand_sharing(
        self, sharedtask: str, *, accountable: str, key: str | None = None
    ) -> response_types.SharedTask:
        """Have another of those on it answer for a shared task.

        Needs the scope ``collaboration:write``.
        """
        return self._act(
            response_types.SharedTask,
            "shared-tasks",
            sharedtask,
            "hand",
            key=key,
            body={"accountable": accountable},
        )

    def close_sharing(
        self, sharedtask: str, *, key: str | None = None
    ) -> response_types.SharedTask:
        """End a shared task, with all that was opened for it.

        Needs the scope ``collaboration:write``.
        """
        return self._act(response_types.SharedTask, "shared-tasks", sharedtask, "close", key=key)

    def assign_raci(
        self,
        chapterduty: str,
        *,
        accountable: str,
        responsible: Sequence[str] | None = None,
        consulted: Sequence[str] | None = None,
        informed: Sequence[str] | None = None,
        key: str | None = None,
    ) -> response_types.ChapterDuty:
        """Say who answers for a chapter and who takes part.

        ``responsible``  one of HEAD, DPO, PWG, CON, CS, MKT, LEG, SEC, OPS, HR, FIN, PRO, SUP
        ``consulted``  one of HEAD, DPO, PWG, CON, CS, MKT, LEG, SEC, OPS, HR, FIN, PRO, SUP
        ``informed``  one of HEAD, DPO, PWG, CON, CS, MKT, LEG, SEC, OPS, HR, FIN, PRO, SUP

        Needs the scope ``collaboration:decide`` and one of the roles DPO, HEAD.
        """
        return self._act(
            response_types.ChapterDuty,
            "responsibilities",
            chapterduty,
            "assign",
            key=key,
            body={
                "accountable": accountable,
                "responsible": responsible,
                "consulted": consulted,
                "informed": informed,
            },
        )

    def away_raci(
        self, *, person: str, deputy: str, since: datetime, until: datetime, key: str | None = None
    ) -> response_types.Absence:
        """Say who is away and who stands in.

        Needs the scope ``collaboration:write``.
        """
        return self._act(
            response_types.Absence,
            "responsibilities",
            "absences",
            key=key,
            body={"person": person, "deputy": deputy, "since": since, "until": until},
        )

    def back_raci(self, absence: str, *, key: str | None = None) -> response_types.Absence:
        """Say that somebody is back earlier.

        Needs the scope ``collaboration:write``.
        """
        return self._act(response_types.Absence, "absences", absence, "back", key=key)

    def declare_raci(
        self, *, person: str, deal: str, why: str, key: str | None = None
    ) -> response_types.Interest:
        """Declare an interest in a deal.

        ``why``  one of FAMILY, SHARES, OFFICE, OTHER

        Needs the scope ``collaboration:decide``.
        """
        return self._act(
            response_types.Interest,
            "responsibilities",
            "interests",
            key=key,
            body={"person": person, "deal": deal, "why": why},
        )

    def clear_raci(self, interest: str, *, key: str | None = None) -> response_types.Interest:
        """Clear an interest in a deal.

        Needs the scope ``collaboration:decide`` and one of the roles DPO, HEAD.
        """
        return self._act(response_types.Interest, "interests", interest, "clear", key=key)

    def say_thread(
        self,
        thread: str,
        *,
        text: str,
        mentions: Sequence[str] | None = None,
        key: str | None = None,
    ) -> response_types.Message:
        """Send a message in a thread.

        Needs the scope ``collaboration:write``.
        """
        return self._act(
            response_types.Message,
            "threads",
            thread,
            "say",
            key=key,
            body={"text": text, "mentions": mentions},
        )

    def join_thread(
        self, thread: str, *, person: str, key: str | None = None
    ) -> response_types.Thread:
        """Let another take part in a thread.

        Needs the scope ``collaboration:write``.
        """
        return self._act(
            response_types.Thread, "threads", thread, "join", key=key, body={"person": person}
        )

    def close_thread(self, thread: str, *, key: str | None = None) -> response_types.Thread:
        """Close a thread; who took part goes on reading it.

        Needs the scope ``collaboration:write``.
        """
        return self._act(response_types.Thread, "threads", thread, "close", key=key)

    def remove_message(
        self, threadmessage: str, *, key: str | None = None
    ) -> response_types.Message:
        """Remove a message; its text and files are destroyed.

        Needs the scope ``collaboration:write``.
        """
        return self._act(
            response_types.Message, "messages-of-threads", threadmessage, "remove", key=key
        )

    def end_robot(self, connector: str, *, key: str | None = None) -> response_types.Connector:
        """End a robot; its address is destroyed.

        Needs the scope ``collaboration:decide`` and one of the roles OPS, SEC.
        """
        return self._act(response_types.Connector, "connectors", connector, "end", key=key)
