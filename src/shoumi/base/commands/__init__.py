"""What a command is declared with, whichever app it belongs to: options, look-ups, answers."""
