"""Where a call out may go, decided without looking anything up.

``urls.target``       an address in the one form that is let out, and its parts
``urls.host_name``    a host in the one form that the allow-list holds
``addresses.public``  is this IP address one of the public internet?
``addresses.judge``   may a name with these answers be connected to, and at which of them?
"""
