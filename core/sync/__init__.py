"""A library that meets others of its team through a server."""
