# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about feedback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import File


class Feedback(Calls):
    """The part of ``Client`` about feedback."""

    def receive_request(
        self,
        *,
        kind: str,
        way: str,
        text: str,
        received_at: datetime | None = None,
        name: str | None = None,
        contact: str | None = None,
        lang: str | None = None,
        deal: str | None = None,
        is_recorded: bool | None = None,
        is_told: bool | None = None,
        key: str | None = None,
    ) -> response_types.Received:
        """Take a request in.

        ``kind``  one of KNOW, ACCESS, COPY, PORTABILITY, CORRECT, DELETE, RESTRICT, OBJECT,
            WITHDRAW, EXPLAIN, CLOSE_ACCOUNT, RELATIVES, COMPLAINT, QUESTION
        ``way``  one of PHONE, MAIL, CHAT, TEXT_MESSAGE, LETTER, COUNTER, PORTAL, API

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Received,
            "requests",
            key=key,
            body={
                "kind": kind,
                "way": way,
                "received_at": received_at,
                "text": text,
                "name": name,
                "contact": contact,
                "lang": lang,
                "deal": deal,
                "is_recorded": is_recorded,
                "is_told": is_told,
            },
        )

    def requests(self) -> Iterator[response_types.Request]:
        """The requests, the newest first; no text of any.

        Needs the scope ``feedback:read``.
        """
        return self._every(response_types.Request, "requests")

    def take_request(self, asked: str, *, key: str | None = None) -> response_types.Request:
        """Take a request on.

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(response_types.Request, "requests", asked, "take", key=key)

    def assign_request(
        self, asked: str, *, to: str, key: str | None = None
    ) -> response_types.Request:
        """Assign a request to somebody.

        Needs the scope ``feedback:write`` and the role DPO.
        """
        return self._act(
            response_types.Request, "requests", asked, "assign", key=key, body={"to": to}
        )

    def sort_request(
        self, asked: str, *, kind: str, key: str | None = None
    ) -> response_types.Request:
        """Say what a request asks for.

        ``kind``  one of KNOW, ACCESS, COPY, PORTABILITY, CORRECT, DELETE, RESTRICT, OBJECT,
        WITHDRAW, EXPLAIN, CLOSE_ACCOUNT, RELATIVES, COMPLAINT, QUESTION

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request, "requests", asked, "sort", key=key, body={"kind": kind}
        )

    def prove_request(
        self, asked: str, *, proof: str, subject: str | None = None, key: str | None = None
    ) -> response_types.Request:
        """Record how the person proved who that is.

        ``proof``  one of IN_PERSON, GUARDIAN, AGENT, RELATIVE

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "prove",
            key=key,
            body={"proof": proof, "subject": subject},
        )

    def note_request(
        self, asked: str, *, text: str, key: str | None = None
    ) -> response_types.Request:
        """Add an internal note.

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request, "requests", asked, "note", key=key, body={"text": text}
        )

    def ask_request(
        self, asked: str, *, text: str, way: str, key: str | None = None
    ) -> response_types.Request:
        """Ask the person for more; the clock rests.

        ``way``  one of PHONE, MAIL, CHAT, TEXT_MESSAGE, LETTER, COUNTER, PORTAL

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "ask",
            key=key,
            body={"text": text, "way": way},
        )

    def add_request(
        self, asked: str, *, text: str, way: str, key: str | None = None
    ) -> response_types.Request:
        """Take in what the person added; the clock goes on.

        ``way``  one of PHONE, MAIL, CHAT, TEXT_MESSAGE, LETTER, COUNTER, PORTAL

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "add",
            key=key,
            body={"text": text, "way": way},
        )

    def extend_request(
        self, asked: str, *, delay: str, text: str, way: str, key: str | None = None
    ) -> response_types.Request:
        """Extend the time once, for a reason the person is told.

        ``delay``  one of COMPLEX, MANY, OTHERS_ASKED
        ``way``  one of PHONE, MAIL, CHAT, TEXT_MESSAGE, LETTER, COUNTER, PORTAL

        Needs the scope ``feedback:write`` and one of the roles DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "extend",
            key=key,
            body={"delay": delay, "text": text, "way": way},
        )

    def enclose_request(
        self,
        asked: str,
        *,
        file: str,
        content: File,
        is_told: bool | None = None,
        key: str | None = None,
    ) -> response_types.Request:
        """Put a file in the record of a request.

        ``file``  one of RECORDING, LETTER, AUTHORITY, OTHER

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "enclose",
            key=key,
            body={"file": file, "is_told": is_told},
            files={"content": [content]},
        )

    def match_request(
        self,
        asked: str,
        *,
        first_field: str,
        first: str,
        second_field: str,
        second: str,
        key: str | None = None,
    ) -> response_types.Request:
        """Prove who asks by two registered values.

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "match",
            key=key,
            body={
                "first_field": first_field,
                "first": first,
                "second_field": second_field,
                "second": second,
            },
        )

    def reply_request(
        self, asked: str, *, text: str, way: str, key: str | None = None
    ) -> response_types.Request:
        """Record the answer that was handed over.

        ``way``  one of PHONE, MAIL, CHAT, TEXT_MESSAGE, LETTER, COUNTER, PORTAL

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "reply",
            key=key,
            body={"text": text, "way": way},
        )

    def refuse_request(
        self, asked: str, *, ground: str, text: str, appeal: str, way: str, key: str | None = None
    ) -> response_types.Request:
        """Refuse with reason and way of appeal.

        ``ground``  one of NOT_PROVEN, EXCESSIVE, HARMS_OTHERS, KEPT_BY_LAW, SECRET_BY_LAW,
            NOT_FEASIBLE
        ``way``  one of PHONE, MAIL, CHAT, TEXT_MESSAGE, LETTER, COUNTER, PORTAL

        Needs the scope ``feedback:answer`` and one of the roles DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "refuse",
            key=key,
            body={"ground": ground, "text": text, "appeal": appeal, "way": way},
        )

    def close_request(
        self, asked: str, *, outcome: str, kind: str | None = None, key: str | None = None
    ) -> response_types.Request:
        """Close a request with its outcome.

        ``outcome``  one of GRANTED, PARTLY, ANSWERED, REFUSED, TAKEN_BACK
        ``kind``  one of KNOW, ACCESS, COPY, PORTABILITY, CORRECT, DELETE, RESTRICT, OBJECT,
            WITHDRAW, EXPLAIN, CLOSE_ACCOUNT, RELATIVES, COMPLAINT, QUESTION

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "close",
            key=key,
            body={"outcome": outcome, "kind": kind},
        )

    def open_request(self, asked: str, *, key: str | None = None) -> response_types.Record:
        """Open the record of a request.

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(response_types.Record, "requests", asked, "open", key=key)

    def restrict_request(
        self, asked: str, *, subject: str, key: str | None = None
    ) -> response_types.Request:
        """Let a customer's data rest before it is proved who asks.

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "restrict",
            key=key,
            body={"subject": subject},
        )

    def lift_request(
        self, asked: str, *, ending: str, key: str | None = None
    ) -> response_types.Request:
        """Lift a restriction that was granted.

        ``ending``  one of AGREED, NO_GROUND

        Needs the scope ``feedback:answer`` and the role DPO.
        """
        return self._act(
            response_types.Request, "requests", asked, "lift", key=key, body={"ending": ending}
        )

    def withdraw_request(
        self, asked: str, *, consent: str | None = None, key: str | None = None
    ) -> response_types.Withdrawn:
        """Take back what the person who asks agreed to.

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Withdrawn,
            "requests",
            asked,
            "withdraw",
            key=key,
            body={"consent": consent},
        )

    def pack_request(self, asked: str, *, key: str | None = None) -> response_types.Packed:
        """Pack all that is held of the person who asks.

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(response_types.Packed, "requests", asked, "pack", key=key)

    def erase_request(self, asked: str, *, key: str | None = None) -> response_types.Ordered:
        """Order the destruction that was asked for, and tell every recipient.

        Needs the scope ``feedback:answer`` and the role DPO.
        """
        return self._act(response_types.Ordered, "requests", asked, "erase", key=key)

    def link_request(
        self, asked: str, *, recipient: str, key: str | None = None
    ) -> response_types.RecipientLink:
        """Make a link by which a recipient answers.

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.RecipientLink,
            "requests",
            asked,
            "link",
            key=key,
            body={"recipient": recipient},
        )

    def confirm_request(
        self, asked: str, *, recipient: str, answer: str, key: str | None = None
    ) -> response_types.Request:
        """Enter what a recipient answered by another way.

        ``answer``  one of DONE, NOT_HELD, KEPT_BY_LAW

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "confirm",
            key=key,
            body={"recipient": recipient, "answer": answer},
        )

    def let_go_request(
        self, asked: str, *, recipient: str, text: str, key: str | None = None
    ) -> response_types.Request:
        """Wait for a recipient no longer, for a reason.

        Needs the scope ``feedback:answer`` and one of the roles DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "let-go",
            key=key,
            body={"recipient": recipient, "text": text},
        )

    def correct_request(
        self, asked: str, *, field: str, value: str, key: str | None = None
    ) -> response_types.Request:
        """Enter what a field is to be; another person enters it too.

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "correct",
            key=key,
            body={"field": field, "value": value},
        )

    def corrected_request(
        self, asked: str, *, field: str, value: str, key: str | None = None
    ) -> response_types.Request:
        """Enter the same as the second person, which corrects it.

        Needs the scope ``feedback:answer`` and one of the roles DPO, LEG.
        """
        return self._act(
            response_types.Request,
            "requests",
            asked,
            "corrected",
            key=key,
            body={"field": field, "value": value},
        )

    def merge_request(
        self, asked: str, *, into: str, key: str | None = None
    ) -> response_types.Request:
        """Answer a request with another of the same person.

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request, "requests", asked, "merge", key=key, body={"into": into}
        )

    def split_request(self, asked: str, *, key: str | None = None) -> response_types.Request:
        """Answer a merged request by itself again.

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(response_types.Request, "requests", asked, "split", key=key)

    def receive_text_request(
        self,
        *,
        number: str,
        text: str,
        relay_id: str,
        received_at: datetime | None = None,
        key: str | None = None,
    ) -> response_types.Kept:
        """Hand a reply by text message over.

        Needs the scope ``feedback:texts`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Kept,
            "requests",
            "receive-text",
            key=key,
            body={"number": number, "text": text, "relay_id": relay_id, "received_at": received_at},
        )

    def incident_request(
        self, asked: str, *, words: str | None = None, key: str | None = None
    ) -> response_types.ReportedIncident:
        """Report a request as an incident.

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.ReportedIncident,
            "requests",
            asked,
            "incident",
            key=key,
            body={"words": words},
        )

    def add_contact(
        self, *, way: str, contact: str, key: str | None = None
    ) -> response_types.Contact:
        """List a channel.

        ``way``  one of PHONE, MAIL, CHAT, TEXT_MESSAGE, LETTER, COUNTER, PORTAL, API

        Needs the scope ``feedback:write`` and the role DPO.
        """
        return self._act(
            response_types.Contact, "contacts", key=key, body={"way": way, "contact": contact}
        )

    def contacts(self) -> Iterator[response_types.Contact]:
        """The channels that are listed, the newest first.

        Needs the scope ``feedback:read``.
        """
        return self._every(response_types.Contact, "contacts")

    def try_contact(
        self, contact: str, *, back: str, key: str | None = None
    ) -> response_types.Contact:
        """Say what a trial of a channel gave.

        ``back``  one of ANSWERED, ARRIVED, NOBODY, BOUNCED, WRONG

        Needs the scope ``feedback:write`` and one of the roles CS, DPO, SUP.
        """
        return self._act(
            response_types.Contact, "contacts", contact, "try", key=key, body={"back": back}
        )

    def end_contact(self, contact: str, *, key: str | None = None) -> response_types.Contact:
        """Take a channel off the list.

        Needs the scope ``feedback:write`` and the role DPO.
        """
        return self._act(response_types.Contact, "contacts", contact, "end", key=key)

    def open_mail(self, mail: str, *, key: str | None = None) -> response_types.OpenedMail:
        """Open a mail that is set aside.

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(response_types.OpenedMail, "mails", mail, "open", key=key)

    def accept_mail(
        self, mail: str, *, kind: str, key: str | None = None
    ) -> response_types.Request:
        """Take a mail that is set aside in as a request.

        ``kind``  one of KNOW, ACCESS, COPY, PORTABILITY, CORRECT, DELETE, RESTRICT, OBJECT,
        WITHDRAW, EXPLAIN, CLOSE_ACCOUNT, RELATIVES, COMPLAINT, QUESTION

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request, "mails", mail, "accept", key=key, body={"kind": kind}
        )

    def dismiss_mail(self, mail: str, *, key: str | None = None) -> response_types.Mail:
        """Destroy a mail that asks for nothing.

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(response_types.Mail, "mails", mail, "dismiss", key=key)

    def take_chat(self, chat: str, *, key: str | None = None) -> response_types.ChatOfHouse:
        """Take a chat.

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(response_types.ChatOfHouse, "chats", chat, "take", key=key)

    def say_chat(
        self, chat: str, *, text: str, key: str | None = None
    ) -> response_types.LineOfChat:
        """Write to the person.

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.LineOfChat, "chats", chat, "say", key=key, body={"text": text}
        )

    def note_chat(
        self, chat: str, *, text: str, key: str | None = None
    ) -> response_types.LineOfChat:
        """Add an internal note.

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.LineOfChat, "chats", chat, "note", key=key, body={"text": text}
        )

    def hand_chat(
        self, chat: str, *, to: str, key: str | None = None
    ) -> response_types.ChatOfHouse:
        """Hand a chat over.

        Needs the scope ``feedback:answer`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.ChatOfHouse, "chats", chat, "hand", key=key, body={"to": to}
        )

    def accept_chat(
        self, chat: str, *, kind: str, key: str | None = None
    ) -> response_types.Request:
        """Make a chat a request.

        ``kind``  one of KNOW, ACCESS, COPY, PORTABILITY, CORRECT, DELETE, RESTRICT, OBJECT,
        WITHDRAW, EXPLAIN, CLOSE_ACCOUNT, RELATIVES, COMPLAINT, QUESTION

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(
            response_types.Request, "chats", chat, "accept", key=key, body={"kind": kind}
        )

    def dismiss_chat(self, chat: str, *, key: str | None = None) -> response_types.ChatOfHouse:
        """End a chat that asked for nothing.

        Needs the scope ``feedback:write`` and one of the roles CON, CS, DPO, LEG.
        """
        return self._act(response_types.ChatOfHouse, "chats", chat, "dismiss", key=key)

    def numbers(self) -> response_types.NumbersOfMonths:
        """How long answers took, by month of receipt.

        Needs the scope ``feedback:read``.
        """
        return self._one(response_types.NumbersOfMonths, "requests", "numbers")

    def request(self, asked: str) -> response_types.Request:
        """One request; its record is opened by an operation of its own.

        Needs the scope ``feedback:read``.
        """
        return self._one(response_types.Request, "requests", asked)

    def mails(self) -> Iterator[response_types.Mail]:
        """The mails that are set aside, the newest first; no word of any.

        Needs the scope ``feedback:read``.
        """
        return self._every(response_types.Mail, "mails")

    def chats(self) -> Iterator[response_types.ChatOfHouse]:
        """The chats that nobody ended, the newest first; no word of any.

        Needs the scope ``feedback:read``.
        """
        return self._every(response_types.ChatOfHouse, "chats")

    def lines(self, chat: str, *, since: int | None = None) -> response_types.LinesOfChat:
        """What came in a chat after the line ``since``, for whoever has taken it.

        Needs the scope ``feedback:answer``.
        """
        return self._one(response_types.LinesOfChat, "chats", chat, "lines", since=since)
