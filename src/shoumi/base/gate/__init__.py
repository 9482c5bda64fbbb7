"""The one way to personal information: ``ask``, then ``open``."""
