"""The one room from which the house calls out, and the list of hosts it may call.

``http_client.call``  one request to an allowed host; else nobody in the house speaks HTTP to others
                      but the witness and the time-stamp authority, which the environment names, and
                      the set-up page (``call_before_home``), where there is no list yet
``services``          hosts are let on the list, and taken off it, by two
``queries``           what the list says
"""
