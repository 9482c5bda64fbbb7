"""Break each promise on purpose and try the doors that the handbook says it shuts."""
