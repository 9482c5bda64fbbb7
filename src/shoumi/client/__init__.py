"""Call a house's API from Python: typed, part by part, and once even when a call is repeated.

::

    with Client("https://shoumi.example", token) as house:
        for deal in house.deals():
            print(deal.number, deal.title)

Stands alone: of the house it imports nothing, and needs only urllib3.
"""

from shoumi.client.api_client import Client
from shoumi.client.connection import Connection
from shoumi.client.refusals import BadAnswer, Refused, Unreachable

__all__ = ["BadAnswer", "Client", "Connection", "Refused", "Unreachable"]
