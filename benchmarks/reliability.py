"""What comes true of probabilities, over all photos and by the face that the answer is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from benchmarks.measures import Bin, Look, Search, calibration_error, reliability
from benchmarks.report import Json, json_of, print_table, text_of

ALL = "all photos"
QUALITY: Mapping[str, Callable[[Look], bool]] = {
    "quality below 0.3": lambda look: look.quality < 0.3,
    "quality 0.3 to 0.6": lambda look: 0.3 <= look.quality < 0.6,
    "quality from 0.6": lambda look: look.quality >= 0.6,
}
HEIGHT: Mapping[str, Callable[[Look], bool]] = {
    "face below 48 px": lambda look: look.height < 48,
    "face of 48 to 96 px": lambda look: 48 <= look.height < 96,
    "face from 96 px": lambda look: look.height >= 96,
}

Reliability = Mapping[str, Sequence[Bin]]
"""The bins of all photos, and of those whose likeliest player has a face of a sort, by its name."""


def by_sort(searches: Sequence[Search]) -> Reliability:
    """The reliability of the likeliest player of each photo, by the sort of the face."""
    found = {ALL: reliability(searches)}
    faces = [(search, look) for search in searches if (look := search.looks.get(search.likeliest[0]))]
    for name, meant in {**QUALITY, **HEIGHT}.items():
        found[name] = reliability(search for search, look in faces if meant(look))
    return found


def print_reliability(title: str, found: Reliability) -> None:
    """Print the bins of all photos, and the calibration error of each sort."""
    columns = ["said", "right", "photos"]
    print_table(
        f"{title}: likeliest player of each photo",
        columns,
        [[f"{one.said:.3f}", text_of(one.right), str(one.right.total)] for one in found[ALL]],
    )
    rows = [
        [name, text_of(calibration_error(bins)), str(sum(one.right.total for one in bins))]
        for name, bins in found.items()
    ]
    print_table(f"{title}: by face", ["", "calibration error", "photos"], rows)


def json_of_reliability(found: Reliability) -> Json:
    """The bins of each sort for a file, with their calibration error."""
    return {
        name: {
            "calibration error": json_of(calibration_error(bins)),
            "bins": [{"said": one.said, "right": json_of(one.right)} for one in bins],
        }
        for name, bins in found.items()
    }
