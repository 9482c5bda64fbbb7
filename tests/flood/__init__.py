"""A flood of every kind against a real ``serve``, while honest readers ask for pages."""
