"""What the product promises outwards, kept as files and compared: ``python -m tests.contracts``."""
