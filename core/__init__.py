"""The engine of Playertag: everything it can do, without a window."""

import os

# Pydantic looks through every package on the machine for plugins of its own, which takes longer than
# our settings do to be read; none is wanted here.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
