"""What an operation of the API is declared with, whichever app it belongs to."""
