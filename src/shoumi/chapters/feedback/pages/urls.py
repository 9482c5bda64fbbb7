"""The addresses of chapter 10, for the console and for the portal."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.feedback.pages import (
    board,
    chat,
    chats,
    details,
    lists,
    mails,
    numbers,
    recipients,
)
from shoumi.chapters.feedback.pages import portal as public
from shoumi.chapters.feedback.verbs import VERBS

console = [
    path("requests", lists.requests, name="requests"),
    path("requests/board", board.board, name="request-board"),
    path("requests/numbers", numbers.response_times, name="response-times"),
    path("requests/<str:asked>", details.asked, name="request"),
    path("requests/<str:asked>/files/<str:file>", mails.file, name="request-file"),
    path("mails", mails.mails, name="mails"),
    path("mails/<str:mail>", mails.mail, name="mail"),
    path("chats", chats.listed, name="chats"),
    path("chats/events", chats.list_events, name="chats-events"),
    path("chats/<str:chat>", chats.chat, name="chat"),
    path("chats/<str:chat>/events", chats.events, name="chat-events"),
    path("chats/<str:chat>/say", chats.say, name="chat-say-here"),
    path("contacts", lists.contacts, name="contacts"),
    path("contacts/<str:contact>", lists.contact, name="contact"),
    *page.addresses(VERBS),
]
portal = [
    path("ask", public.ask, name="ask"),
    path("ask/receipt", public.receipt, name="request-receipt"),
    path("ask/chat", chat.talk, name="ask-chat"),
    path("ask/chat/say", chat.say, name="ask-chat-say"),
    path("ask/chat/events", chat.events, name="ask-chat-events"),
    path("ask/chat/end", chat.end, name="ask-chat-end"),
    path("ask/recipient", recipients.answer, name="recipient-answer"),
    path("ask/receipt/add", public.add, name="request-receipt-add"),
    path("ask/receipt/paper", public.paper, name="request-receipt-paper"),
    path("ask/copy", public.copy, name="request-copy"),
]
