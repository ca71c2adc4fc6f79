"""`python -m core`: the command line without the window."""

import sys

from core.cli import main
from core.collecting import collect_seldom

if __name__ == "__main__":
    collect_seldom()
    sys.exit(main())
