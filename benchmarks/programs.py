"""What a program must be able to do to be measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from benchmarks.measures import Box, Look, MainFace
from benchmarks.packs import PackFiles


class Program(Protocol):
    """A program that finds, names and groups faces. It is given photos and never the truth."""

    @property
    def threshold(self) -> float | None:
        """The score from which it tags by its own choice, or None where it makes none.

        Known after `identify`.
        """
        ...

    @property
    def looks(self) -> Mapping[Path, Mapping[str, Look]]:
        """The faces that it names, by photo and player, as far as it tells them.

        Known after `identify`.
        """
        ...

    def identify(
        self, references: Mapping[str, Sequence[Path]], photos: Sequence[Path]
    ) -> dict[Path, dict[str, float]]:
        """The best score that each player got in each photo.

        A higher score is more certain. A player whom the program does not consider at all for a
        photo may be left out; a photo without a face has an empty answer.
        """
        ...

    def cluster(self, photos: Sequence[Path], main: MainFace) -> dict[Path, int | None]:
        """The cluster of the main face of each photo; None for noise, or for no face at all."""
        ...

    def detect(self, photos: Sequence[Path]) -> dict[Path, list[Box]]:
        """The faces in each photo, in pixels of the upright photo."""
        ...


# Opens a program with a pack; leaving the context frees what it holds.
OpenProgram = Callable[[PackFiles], AbstractContextManager[Program]]
