"""Writes of chapter 6: notices, campaigns, answers."""
