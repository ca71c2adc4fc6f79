"""Ids and names from outside: what is not the id or the name of anything is refused, and said so."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import TypeVar

import uuid_utils

from core.errors import InvalidValueError
from core.types import (
    BatchId,
    ClusterId,
    DeliveryId,
    FaceId,
    GalleryId,
    MatchId,
    PhotoId,
    PlayerId,
    SessionId,
)
from core.words import said

Id = TypeVar("Id")

# No name on a shirt or of a tournament is as long; a pasted page is.
LONGEST_NAME = 200
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SHA256 = re.compile("[0-9a-f]{64}")
FORMS = {UUID: said("an id is 36 hex digits and hyphens"), SHA256: said("a photo's id is 64 hex digits")}


def new_face_id() -> FaceId:
    """The id of a face that is about to be drawn, so that it can be spoken of before it is stored."""
    return FaceId(str(uuid_utils.uuid7()))


def photo_id_of(content: bytes) -> PhotoId:
    """The id of the photo whose file holds this."""
    return PhotoId(hashlib.sha256(content).hexdigest())


def photo_id(text: str) -> PhotoId:
    """The id of a photo, the sha256 of its content.

    Raises:
        InvalidValueError: it is not one.
    """
    return PhotoId(_checked("photo id", text, SHA256))


def face_id(text: str) -> FaceId:
    """The id of a face.

    Raises:
        InvalidValueError: it is not one.
    """
    return FaceId(_checked("face id", text, UUID))


def player_id(text: str) -> PlayerId:
    """The id of a player.

    Raises:
        InvalidValueError: it is not one.
    """
    return PlayerId(_checked("player id", text, UUID))


def gallery_id(text: str) -> GalleryId:
    """The id of a gallery.

    Raises:
        InvalidValueError: it is not one.
    """
    return GalleryId(_checked("gallery id", text, UUID))


def cluster_id(text: str) -> ClusterId:
    """The id of a cluster.

    Raises:
        InvalidValueError: it is not one.
    """
    return ClusterId(_checked("cluster id", text, UUID))


def match_id(text: str) -> MatchId:
    """The id of a match.

    Raises:
        InvalidValueError: it is not one.
    """
    return MatchId(_checked("match id", text, UUID))


def session_id(text: str) -> SessionId:
    """The id of a training session.

    Raises:
        InvalidValueError: it is not one.
    """
    return SessionId(_checked("training session id", text, UUID))


def batch_id(text: str) -> BatchId:
    """The id of a batch of decisions.

    Raises:
        InvalidValueError: it is not one.
    """
    return BatchId(_checked("batch id", text, UUID))


def delivery_id(text: str) -> DeliveryId:
    """The id of a delivery.

    Raises:
        InvalidValueError: it is not one.
    """
    return DeliveryId(_checked("delivery id", text, UUID))


def maybe(parse: Callable[[str], Id], text: str) -> Id | None:
    """The id that a text is by one of the functions above; None for what is a name, or another thing."""
    try:
        return parse(text)
    except InvalidValueError:
        return None


def name(field: str, text: str) -> str:
    """A name of a gallery, a player or the like, in one line, without blanks around it.

    Raises:
        InvalidValueError: nothing is left of it, it is not text, or too long.
    """
    try:
        text.encode()
    except UnicodeEncodeError as exc:
        raise InvalidValueError(field, said("the name is not valid Unicode.")) from exc
    line = " ".join(text.split())
    if not line:
        raise InvalidValueError(field, said("a {field} needs a name.", field=field))
    if len(line) > LONGEST_NAME:
        raise InvalidValueError(field, said("a name has at most {most} letters.", most=LONGEST_NAME))
    return line


def _checked(field: str, text: str, form: re.Pattern[str]) -> str:
    value = text.strip().lower()
    if form.fullmatch(value) is None:
        raise InvalidValueError(field, said("'{text}' is none; {form}.", text=text, form=FORMS[form]))
    return value
