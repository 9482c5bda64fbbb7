"""A witness of other people's logs: its own folder, its own key, no home and no database."""
