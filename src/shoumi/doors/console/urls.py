"""The console's own addresses, and those that chapters hand in for it."""

from __future__ import annotations

from django.urls import include, path

from shoumi.base.pages.acts import urls as addresses
from shoumi.doors.console import (
    attestations,
    deal_filing,
    deal_making,
    deal_moves,
    deals,
    duties,
    enrolling,
    evidence,
    finding,
    letting_in,
    me,
    people,
    playing,
    signing_in,
    staffing,
    tasks,
    today,
)

urlpatterns = [
    path("", today.today, name="today"),
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("step-up", signing_in.step_up, name="step-up"),
    path("passkey/options", signing_in.passkey_options, name="passkey-options"),
    path("passkey/answer", signing_in.passkey_answer, name="passkey-answer"),
    path("set-up/<str:token>", enrolling.set_up, name="set-up"),
    path("enter/<str:link>", enrolling.enter, name="enter"),
    path("play/<str:token>", playing.play, name="play"),
    path("play-prove", playing.prove, name="play-prove"),
    path("recover", enrolling.recover, name="recover"),
    path("enrol", enrolling.enrol, name="enrol"),
    path("enrol/password", enrolling.password, name="enrol-password"),
    path("enrol/codes", enrolling.codes, name="enrol-codes"),
    path("enrol/passkey/options", enrolling.passkey_options, name="enrol-passkey-options"),
    path("enrol/passkey", enrolling.passkey, name="enrol-passkey"),
    path("enrol/recovery", enrolling.recovery_codes, name="enrol-recovery"),
    path("enrol/remove", enrolling.remove, name="enrol-remove"),
    path("enrol/finish", enrolling.finish, name="enrol-finish"),
    path("me", me.me, name="me"),
    path("me/end", me.end, name="me-end"),
    path("me/lock-down", me.lock_down, name="me-lock-down"),
    path("find", finding.find, name="find"),
    path("deals", deals.board, name="deals"),
    path("deals/<str:deal>", deals.deal, name="deal"),
    path("duties", duties.duties, name="duties"),
    path("duties/<str:duty>", duties.duty, name="duty"),
    path("evidence", evidence.evidence, name="evidence"),
    path("evidence/<int:position>", evidence.entry, name="entry"),
    path("people", people.people, name="people"),
    path("people/<str:person>", people.person, name="person"),
    path("attestations", attestations.attestations, name="attestations"),
    path("attestations/<str:attestation>", attestations.attestation, name="attestation"),
    path("tasks", tasks.tasks, name="tasks"),
    path("tasks/<str:task>", tasks.task, name="task"),
    *addresses(
        (
            *attestations.ACTS,
            *tasks.ACTS,
            *staffing.ACTS,
            *letting_in.ACTS,
            *deal_making.ACTS,
            *deal_moves.ACTS,
            *deal_filing.ACTS,
        )
    ),
    path("", include("shoumi.doors.console.data_urls")),
]
