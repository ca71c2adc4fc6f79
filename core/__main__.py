"""`python -m core`: the command line without the window."""

import sys

from core.cli import main
from core.memory import spare_memory

if __name__ == "__main__":
    spare_memory()
    sys.exit(main())
