"""What the verbs of the policy are done to: the house, or one version."""

from __future__ import annotations

from shoumi.base.commands import lookup
from shoumi.base.verbs import Place
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.services import NoSuchVersion
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


HOUSE = Place("", "policies")
VERSION = Place(
    "version",
    "policies/<str:version>",
    lambda request, ref: Ref(version_of(ref).ref),
    lookup.numbered(PolicyVersion, NoSuchVersion),
)
