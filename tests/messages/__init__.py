"""What the scan of messages catches, measured on messages that nobody wrote."""
