# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""One method for each operation of the API, by what they are about."""

from __future__ import annotations

from shoumi.client.operations.agreements import Agreements
from shoumi.client.operations.api import Api
from shoumi.client.operations.approvals import Approvals
from shoumi.client.operations.assessments import Assessments
from shoumi.client.operations.attestations import Attestations
from shoumi.client.operations.backup import Backup
from shoumi.client.operations.calendar import Calendar
from shoumi.client.operations.campaigns import Campaigns
from shoumi.client.operations.collaboration import Collaboration
from shoumi.client.operations.conduct import Conduct
from shoumi.client.operations.customers import Customers
from shoumi.client.operations.deals import Deals
from shoumi.client.operations.defence import Defence
from shoumi.client.operations.destruction import Destruction
from shoumi.client.operations.duties import Duties
from shoumi.client.operations.emergencies import Emergencies
from shoumi.client.operations.evidence import Evidence
from shoumi.client.operations.feedback import Feedback
from shoumi.client.operations.graces import Graces
from shoumi.client.operations.handover import Handover
from shoumi.client.operations.incidents import Incidents
from shoumi.client.operations.intake import Intake
from shoumi.client.operations.jobs import Jobs
from shoumi.client.operations.keys import Keys
from shoumi.client.operations.learning import Learning
from shoumi.client.operations.policies import Policies
from shoumi.client.operations.rooms import Rooms
from shoumi.client.operations.tasks import Tasks
from shoumi.client.operations.transport import Transport
from shoumi.client.operations.vendors import Vendors

__all__ = ["Operations"]


class Operations(
    Agreements,
    Api,
    Approvals,
    Assessments,
    Attestations,
    Backup,
    Calendar,
    Campaigns,
    Collaboration,
    Conduct,
    Customers,
    Deals,
    Defence,
    Destruction,
    Duties,
    Emergencies,
    Evidence,
    Feedback,
    Graces,
    Handover,
    Incidents,
    Intake,
    Jobs,
    Keys,
    Learning,
    Policies,
    Rooms,
    Tasks,
    Transport,
    Vendors,
):
    """Everything that a program can read and do."""
