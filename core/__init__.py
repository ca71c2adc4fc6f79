"""The engine of Playertag: everything it can do, without a window."""

import os

# Pydantic looks through every package on the machine for plugins of its own, which takes longer than
# our settings do to be read; none is wanted here.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# NumPy's products would each be shared out among all cores, whose threads wait by counting: beside work of
# another kind that took twice the processor, and a training longer.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
