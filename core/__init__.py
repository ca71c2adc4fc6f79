"""The engine of Playertag: everything it can do, without a window."""

import os

# Pydantic looks through every package on the machine for plugins of its own, which takes longer than
# our settings do to be read; none is wanted here.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# ONNX Runtime's builds tell their makers of each model that is loaded, unless this is set before they are.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# NumPy's products would each be shared out among all cores, whose threads wait by counting: beside work of
# another kind that took twice the processor, and a training longer.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
