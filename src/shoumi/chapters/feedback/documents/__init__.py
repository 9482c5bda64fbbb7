"""Papers of chapter 10."""
