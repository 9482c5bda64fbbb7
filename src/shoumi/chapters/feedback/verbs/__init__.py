"""The verbs of requests and of channels."""

from __future__ import annotations

from shoumi.chapters.feedback.verbs import (
    chats,
    contacts,
    corrections,
    data_package,
    duplicates,
    enclose,
    finish,
    handle,
    incident,
    mails,
    match,
    receive,
    recipients,
    restrict,
    text_replies,
    withdraw,
)

REQUEST_VERBS = (
    *receive.VERBS,
    *handle.VERBS,
    *enclose.VERBS,
    *match.VERBS,
    *finish.VERBS,
    *restrict.VERBS,
    *withdraw.VERBS,
    *data_package.VERBS,
    *recipients.REQUEST_VERBS,
    *corrections.VERBS,
    *duplicates.VERBS,
    *text_replies.VERBS,
    *incident.VERBS,
)
CONTACT_VERBS = (*contacts.VERBS, *mails.CONTACT_VERBS)
MAIL_VERBS = mails.MAIL_VERBS
CHAT_VERBS = chats.VERBS
VERBS = (
    *REQUEST_VERBS,
    *CONTACT_VERBS,
    *MAIL_VERBS,
    *CHAT_VERBS,
    *recipients.SIDE_VERBS,
)
