"""Several demands stated by one press: a row for each that waits for who asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.attestations import controls, queries, services
from shoumi.base.attestations.services import (
    EvidenceNotChosen,
    NewStatement,
    NothingDue,
    NothingStated,
)
from shoumi.base.intake.examination import examine
from shoumi.base.messages import names
from shoumi.base.pages import choices
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.form_submission import pointed
from shoumi.base.pages.forms import NO_HELP, Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import Holding
from shoumi.core.calendar import day_in_china, end_of_day
from shoumi.core.errors import DomainError
from shoumi.core.handbook import Demand, demands
from shoumi.core.terms import ControlState, Role
from shoumi.doors.console.attestation_acts import EVIDENCE, PERSONS, STATEMENT
from shoumi.doors.console.attestations import ACCOUNTABLE

# A statement that ends within these days is among those to be made anew.
_SOON = timedelta(days=30)
_KIND, _FILE, _UNTIL = EVIDENCE


def due(roles: frozenset[Role], at: datetime) -> list[Demand]:
    """The demands that these roles state and that nobody states, or for less than a month; among
    them those whose check leaves the word to people."""
    own = [one for one in demands() if one.accountable in roles and controls.is_stated(one.id, at)]
    found = queries.all_of(None, at)
    return [one for one in own if _is_due(found.get(one.id), at)]


def _is_due(held: Holding | None, at: datetime) -> bool:
    if held is None or held.state is not ControlState.ATTESTED:
        return True
    return held.until is not None and held.until - at < _SOON


def _require_due(request: PageRequest) -> None:
    """
    Raises:
        NothingDue
    """
    if not due(request.roles, request.at):
        raise NothingDue


def _rows(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Field]:
    """Of each demand: what was looked at, the file, whom it covers, until when."""
    for one in due(request.roles, request.at):
        kinds = [(kind.value, names.pair(kind)) for kind in one.evidence]
        yield replace(
            _KIND,
            name=f"{one.id}-kind",
            options=kinds,
            is_needed=False,
            initial=kinds[0][0] if len(kinds) == 1 else None,
            row=(f"{one.id} {one.zh}", f"{one.id} {one.en}"),
        )
        yield replace(_FILE, name=f"{one.id}-evidence", is_needed=False, help=NO_HELP)
        if one.names_persons:
            staff = [(ref, choices.plain(name)) for ref, name in _staff()]
            yield replace(
                PERSONS,
                name=f"{one.id}-persons",
                options=staff,
                is_needed=False,
                initial=[ref for ref, _ in staff],
            )
        yield replace(_UNTIL, name=f"{one.id}-until")


def _staff() -> list[tuple[str, str]]:
    found = Person.objects.filter(kind=PersonKind.STAFF, is_active=True)
    return list(found.order_by("name").values_list("ref", "name"))


def _attest(request: PageRequest, given: dict[str, Any]) -> Done:
    """All of those a file was chosen for, or none where one of them is refused."""
    listed = due(request.roles, request.at)
    chosen = [one for one in listed if given[f"{one.id}-evidence"]]
    said, amiss = _read(request, given, chosen)
    for one in listed:
        if one not in chosen and _is_begun(one, given):
            amiss[f"{one.id}-evidence"] = EvidenceNotChosen(duty=one.id)
    if not chosen and not amiss:
        raise NothingStated
    with transaction.atomic():
        # Each is tried, so that all that is wrong is said at once; then nothing of it stays.
        for duty, new in said.items():
            try:
                services.attest(duty=duty, said=new, actor=request.who(), at=request.at)
            except DomainError as error:
                amiss[f"{duty}-{error.field or 'evidence'}"] = error
        if amiss:
            raise pointed(amiss)
    return Done(reverse("attestations"))


def _is_begun(one: Demand, given: Mapping[str, Any]) -> bool:
    """Whether something was filled in of it: of several kinds none is chosen beforehand."""
    return bool(given[f"{one.id}-until"] or (len(one.evidence) > 1 and given[f"{one.id}-kind"]))


def _read(
    request: PageRequest, given: Mapping[str, Any], chosen: Sequence[Demand]
) -> tuple[dict[str, NewStatement], dict[str, DomainError]]:
    """What is stated of each, and by field what is wrong with what was brought."""
    said: dict[str, NewStatement] = {}
    amiss: dict[str, DomainError] = {}
    for one in chosen:
        file, until = given[f"{one.id}-evidence"], given[f"{one.id}-until"]
        if not given[f"{one.id}-kind"]:
            amiss[f"{one.id}-kind"] = services.NotSuchEvidence(duty=one.id)
            continue
        try:
            evidence = examine(
                file.read(), file.name or "", today=day_in_china(request.at), with_pictures=True
            )
            evidence.must_be_evidence()
        except DomainError as error:
            amiss[f"{one.id}-evidence"] = error
            continue
        said[one.id] = NewStatement(
            statement=given["statement"],
            evidence=evidence,
            kind=given[f"{one.id}-kind"],
            until=end_of_day(until) if until else None,
            persons=given.get(f"{one.id}-persons", ()),
        )
    return said, amiss


_HELP_ZH = (
    "列出的都由你负责，还没有声明，或者一个月内到期。选了文件的才声明；有一项不合格，就一项也不记。"
    "文件检查后密封保存，证件号和银行账号先遮盖。"
)
_HELP_EN = (
    "You answer for those listed; nobody states them, or not for a month more. Those with a file "
    "are stated; where one is refused, none is recorded. Files are checked, sealed and kept; cover "
    "numbers of identity papers and accounts first."
)
ACTS = (
    Act(
        slug="attest-list",
        place="attestations",
        title=("一次声明几项", "State several demands"),
        done=("声明已记入账本", "The statements are in the ledger"),
        do=_attest,
        roles=ACCOUNTABLE,
        fields=(STATEMENT,),
        rows=_rows,
        requires=_require_due,
        help=(_HELP_ZH, _HELP_EN),
        button=("声明选了文件的", "State those with a file"),
        back="attestations",
    ),
)
