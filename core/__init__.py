"""The engine of Playertag: everything it can do, without a window."""
