"""The same acts for programs: HTTP under ``/api/v1``, described by OpenAPI 3.1 (ADR 0015).

A call comes with a token and nothing else; cookies are not looked at.  It acts as the token's
person, with that person's roles of now, and within the token's scopes.
"""

ROOT = "api/v1"
