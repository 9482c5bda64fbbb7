"""The ways out: text messages, mails, pages to be printed."""
