"""The offline verifier: one file that shares no code with what it verifies."""
