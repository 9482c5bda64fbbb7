"""The verbs of the base's own apps, as a chapter has them in its ``verbs``."""
