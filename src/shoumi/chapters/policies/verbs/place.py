"""What the verbs of the policy are done to: the house, or one version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.commands import lookup
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import InApi, Place
from shoumi.chapters.policies.group_models import DraftComment, GroupMeeting, GroupMember
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import group
from shoumi.chapters.policies.queries.group import NoSuchMeeting
from shoumi.chapters.policies.rules import Scope
from shoumi.chapters.policies.services import NoSuchVersion
from shoumi.chapters.policies.services.telling_errors import NoSuchTelling
from shoumi.chapters.policies.told_models import PolicyTelling
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def version_of(version: str) -> PolicyVersion:
    """
    Raises:
        NoSuchVersion
    """
    found = PolicyVersion.objects.filter(ref=version).first()
    if found is None:
        raise NoSuchVersion(version=version)
    return found


def telling_of(telling: str) -> PolicyTelling:
    """
    Raises:
        NoSuchTelling
    """
    found = PolicyTelling.objects.filter(ref=telling).first()
    if found is None:
        raise NoSuchTelling(telling=telling)
    return found


HOUSE = Place("", "policies")
VERSION = Place(
    "version",
    "policies/<str:version>",
    lambda request, ref: Ref(version_of(ref).ref),
    lookup.numbered(PolicyVersion, NoSuchVersion),
)


TELLING = Place(
    "policytelling",
    "policy-tellings/<str:policytelling>",
    lambda request, ref: Ref(telling_of(ref).ref),
)


def _any(table: type[Any]) -> Callable[[PageRequest, str], Ref]:
    return lambda request, ref: Ref(group.get(table, ref).ref)


GROUP = Place("", "working-group")
MEMBER = Place("groupmember", "working-group/members/<str:groupmember>", _any(GroupMember))
MEETING = Place(
    "meeting",
    "working-group/meetings/<str:meeting>",
    _any(GroupMeeting),
    lookup.numbered(GroupMeeting, NoSuchMeeting),
)
REMARK = Place("remark", "working-group/remarks/<str:remark>", _any(DraftComment))


def _people(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Colleagues, and counsel from outside."""
    found = Person.objects.filter(is_active=True).exclude(kind=PersonKind.PARTY)
    for ref, name in found.order_by("name", "ref").values_list("ref", "name"):
        yield ref, (name, name)


PERSON = Field("person", ("谁", "Who"), forms.Kind.ONE, options=_people, of=Ref, names="person")


def words(name: str, label: Both, help_: Both = forms.NO_HELP) -> Field:
    return Field(name, label, forms.Kind.LONG, help_, most=5_000)


def in_api(
    summary: str,
    answer: str,
    tells: Callable[[Any], Any],
    scope: Scope = Scope.WRITE,
    **more: Any,
) -> InApi:
    """``answer``  the name of its schema, which is loaded when the API opens"""

    def schema() -> type[Any]:
        from shoumi.chapters.policies.verbs import answer as schemas

        found: type[Any] = getattr(schemas, answer)
        return found

    return InApi(scope=scope, summary=summary, answer=schema, tells=tells, **more)
