"""The window of Playertag: views over `core`, and nothing that `core` could do itself."""
