"""The verb by which a request becomes an incident."""

from __future__ import annotations

from shoumi.base.registry.incident_desk import KnownIncident
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb, reported_incident
from shoumi.chapters.feedback.rules import Scope
from shoumi.chapters.feedback.services import incident_reports
from shoumi.chapters.feedback.services.progress import HANDLERS
from shoumi.chapters.feedback.verbs.place import REQUEST
from shoumi.chapters.feedback.verbs.told import about


def _report(call: Call) -> KnownIncident:
    words = call.given["words"] or ""
    return incident_reports.report(request=call.on, words=words, actor=call.actor, at=call.at)


REPORT = Verb(
    noun="request",
    name="incident",
    on=REQUEST,
    do=_report,
    tells=reported_incident.told,
    title=reported_incident.TITLE,
    done=reported_incident.DONE,
    roles=HANDLERS,
    fields=(reported_incident.WORDS,),
    help=(
        (
            "不必先核实。时限从收到这个请求时起算，涉及的转让自动中止；值守的人马上收到通知。请求本身仍要按期答复。"
        ),
        (
            "Without checking first. Its clocks run since the request came in, the deal stops by "
            "itself, and whoever is on duty is told. The request is answered all the same."
        ),
    ),
    button=reported_incident.BUTTON,
    page=OnPage(back="request", href=reported_incident.page_of, facts=about),
    command=OnTerminal(),
    operation=reported_incident.operation("Report a request as an incident.", Scope.WRITE),
)
VERBS = (REPORT,)
