"""One laptop of a team, a process of its own: `python -m tests.sync.laptop LIBRARY SEED STEPS`.

It does anything and syncs now and then over whatever line it has; what people said is printed at the end.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

from core.errors import ServerError
from core.jobs import JobContext
from core.library import Library
from tests.sync.replicas import Replica


def main() -> None:
    """Do it."""
    folder, seed, steps = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    random = Random(seed)
    with Library.open(folder, create=False) as library:
        laptop = Replica(library, random)
        for _ in range(steps):
            if random.random() < 0.2:
                with suppress(ServerError):
                    library.team.sync(JobContext())
            else:
                laptop.act()
        sys.stdout.write(json.dumps(sorted(laptop.human(), key=repr)))


if __name__ == "__main__":
    main()
