"""Qt item models: ids and cached rows for the views, never a call on the UI thread."""
