"""Chapter 6 over the API."""
