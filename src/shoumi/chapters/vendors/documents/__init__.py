"""Papers of chapter 5."""
