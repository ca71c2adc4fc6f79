"""From pixels to faces with embeddings; knows nothing of libraries, players or files."""
