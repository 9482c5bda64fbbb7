"""Tell other systems that something happened here: what kind, where in the ledger, of which deal.

``endpoints``  who is told what: made, given a new secret, paused, taken up again
``feed``    walks the ledger behind each endpoint and writes down what it is to be told
``delivery``    carries what is due; again later, fewer and fewer times, and then gives up
"""
