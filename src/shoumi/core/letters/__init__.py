"""What leaves for many people, decided without looking anywhere else.

``request_signatures``  requests to the two vendors of text messages, signed as they publish it
``reports``  what a mail server reports of a mail's delivery (RFC 3464)
``choice``  by which way a person is written to
"""
