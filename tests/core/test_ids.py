from __future__ import annotations

import builtins
import inspect
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import NewType, cast, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import ids
from core.cli import main
from core.cli.options import FAILED
from core.db.schema import new_id
from core.errors import InvalidValueError, NotFoundError
from core.jobs import JobContext
from core.library import Library
from core.types import (
    BatchId,
    Box,
    ClusterId,
    FaceId,
    GalleryId,
    MatchId,
    PhotoFilter,
    PhotoId,
    PlayerId,
    PlayerUpdate,
    RejectReason,
    SessionId,
)

UUIDS = (
    ids.face_id,
    ids.player_id,
    ids.gallery_id,
    ids.cluster_id,
    ids.match_id,
    ids.session_id,
    ids.batch_id,
)
OF_NO_LIBRARY = {"images.forget"}
"""What takes ids of what was erased, which are in no library any more."""
Parse = Callable[[str], str]
Known = dict[object, object]


@pytest.mark.parametrize("parse", [*UUIDS, ids.photo_id])
@given(text=st.text())
def test_what_is_no_id_is_refused_by_name(parse: Parse, text: str) -> None:
    with pytest.raises(
        InvalidValueError, match=f"^{parse.__name__.split('_')[0].replace('session', 'training')}"
    ):
        parse(text)


@pytest.mark.parametrize("parse", UUIDS)
@given(number=st.uuids())
def test_an_id_is_taken_however_it_was_copied(parse: Parse, number: object) -> None:
    assert parse(f"  {str(number).upper()}\n") == str(number)


@given(digest=st.binary(min_size=32, max_size=32))
def test_a_photo_is_known_by_its_hash(digest: bytes) -> None:
    assert ids.photo_id(digest.hex().upper()) == digest.hex()


ID_TYPES = (PhotoId, FaceId, PlayerId, GalleryId, MatchId, ClusterId, SessionId, BatchId)
NEW_IDS = {"faces.draw face_id", "faces.redraw new_face_id"}
"""What the caller gives to something new."""
NEVER_STOPS_AT = {
    *("images.small_photo photo_id", "images.small_face face_id", "images.fetched photo_id"),
}
"""What is made before the row is there."""


class Names(dict[str, object]):
    """The names of a module; one that it imports only for its types is anything."""

    def __missing__(self, _: str) -> object:
        return object


def types_of(method: Callable[..., object]) -> dict[str, object]:
    """The types of a method's parameters."""
    return get_type_hints(method, localns=Names(vars(builtins) | vars(sys.modules[method.__module__])))


def asked_for(hint: object) -> NewType | None:
    """The kind of id that a parameter takes, one or several of them; None where it takes none."""
    if hint in ID_TYPES:
        return cast(NewType, hint)
    return next((found for part in get_args(hint) if (found := asked_for(part))), None)


def filled(hint: object, value: object) -> object:
    """A value for a parameter that takes one, several, or something for each of them."""
    origins = {get_origin(part) for part in (hint, *get_args(hint))}
    if value == ():
        return ()
    if Mapping in origins:
        return {value: 3}
    if origins & {Sequence, Collection}:
        return [value]
    return value


def parameters_with_ids(library: Library) -> Iterator[tuple[str, Callable[..., object], str]]:
    """Every parameter of a public method of the engine that takes an id."""
    late = {name for name, found in vars(Library).items() if isinstance(found, cached_property)}
    for manager in sorted({name for name in vars(library) if not name.startswith("_")} | late):
        for name, method in inspect.getmembers(getattr(library, manager), inspect.ismethod):
            hints = {} if name.startswith("_") else types_of(method)
            for parameter in (one for one in hints if one != "return" and asked_for(hints[one])):
                if f"{manager}.{name} {parameter}" not in NEW_IDS | NEVER_STOPS_AT:
                    yield f"{manager}.{name}", method, parameter


def known_values(library: Library, tmp_path: Path) -> Known:
    """A value that is in the library for each type that a parameter may have."""
    gallery = library.galleries.find("Sample").id
    cluster = library.clusters.of(gallery)[0]
    face = cluster.faces[0]
    return {
        PhotoId: face.photo_id,
        FaceId: face.id,
        PlayerId: library.players.search().items[0].id,
        GalleryId: gallery,
        ClusterId: cluster.id,
        SessionId: library.training.history()[0].id,
        JobContext: JobContext(),
        PlayerUpdate: PlayerUpdate(),
        RejectReason: RejectReason.IGNORE,
        Box: Box(0.1, 0.1, 0.2, 0.2),
        Path: tmp_path / "file",
        datetime: datetime(2026, 5, 1),
        str: "text",
        int: 3,
        float: 0.5,
    }


def ask(method: Callable[..., object], wrong: str, unknown: str, known: Known) -> object:
    """Call a method with what it needs, all of it known but one id."""
    hints, positional, named = types_of(method), [], {}
    for name, parameter in inspect.signature(method).parameters.items():
        choices = (asked_for(hints[name]), hints[name], *get_args(hints[name]))
        value = unknown if name == wrong else next((known[one] for one in choices if one in known), ())
        if name == "ends_at":
            value = datetime(2026, 5, 2)
        if name != wrong and parameter.default is not inspect.Parameter.empty:
            named[name] = parameter.default
        elif parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            positional.append(filled(hints[name], value))
        else:
            named[name] = filled(hints[name], value)
    if positional:
        positional = [*named.values(), *positional]
        named = {}
    return method(*positional, **named)


def answer(method: Callable[..., object], wrong: str, unknown: str, known: Known) -> str:
    """What the engine says to an unknown id."""
    try:
        return f"answers {ask(method, wrong, unknown, known)}"
    except NotFoundError as exc:
        return str(exc)


@pytest.mark.parametrize("unknown", [pytest.param(new_id(), id="new"), "0" * 64, "", "' OR 1=1 --", "nobody"])
def test_an_unknown_id_is_an_error_that_names_it(
    sample_library: Library, tmp_path: Path, unknown: str
) -> None:
    known = known_values(sample_library, tmp_path)
    asked = [one for one in parameters_with_ids(sample_library) if one[0] not in OF_NO_LIBRARY]
    assert len(asked) > 40
    answers = {f"{name} {wrong}": answer(method, wrong, unknown, known) for name, method, wrong in asked}
    assert [name for name, said in answers.items() if f"'{unknown}' in this library" not in said] == []


@pytest.mark.parametrize("unknown", [pytest.param(new_id(), id="new"), "nobody"])
def test_an_unknown_id_in_a_filter_or_instead_of_a_name_is_an_error_too(
    sample_library: Library, sample_gallery: GalleryId, unknown: str
) -> None:
    galleries = sample_library.galleries
    asks: tuple[Callable[[], object], ...] = (
        lambda: galleries.results(sample_gallery, PhotoFilter(players=frozenset({PlayerId(unknown)}))),
        lambda: galleries.photo_ids(sample_gallery, PhotoFilter(players=frozenset({PlayerId(unknown)}))),
        lambda: galleries.results(sample_gallery, PhotoFilter(match_id=MatchId(unknown))),
        lambda: galleries.find(unknown),
        lambda: sample_library.players.find(unknown),
        lambda: sample_library.players.of_team(unknown),
    )
    for asked in asks:
        with pytest.raises(NotFoundError) as refused:
            asked()
        assert f"'{unknown}'" in str(refused.value)


@pytest.mark.parametrize(
    "arguments",
    [
        ["train", "status", "nonsense"],
        ["train", "compare", "nonsense", "nonsense"],
        ["clusters", "name", "nonsense", "Somebody"],
        ["clusters", "reject", "nonsense"],
        ["review", "confirm", "nonsense", "--player", "Somebody"],
        ["review", "undo", "nonsense"],
    ],
)
def test_a_malformed_id_on_the_command_line_is_named_and_changes_nothing(
    sample_library: Library, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    players = sample_library.players.search().total
    assert main([*arguments, "--library", str(sample_library.paths.root)]) == FAILED
    assert "'nonsense' is none" in capsys.readouterr().err
    assert sample_library.players.search().total == players
