"""The operations of a team's store: on a real server and in a real bucket, with the sample tournament."""

from __future__ import annotations

import re
import urllib.request
from html import unescape

import pytest
from sqlalchemy import text

from core.errors import InvalidValueError, NotAllowedError, ServerRefusedError
from core.jobs import JobContext
from core.library import Library
from core.storage.address import BucketKey
from core.storage.base import digest_of
from core.types import Box, Consent, FaceState, PhotoId, PlayerId, PlayerUpdate, Role
from tests.core.test_storage import key_of
from tests.fakes.s3 import S3Server
from tests.fakes.team import Team


def test_only_an_owner_chooses_the_store_and_only_one_that_is_there(
    sample_library: Library, team: Team, s3: S3Server, bucket: str
) -> None:
    sample_library.team.join(team.invitation("photographer", Role.PHOTOGRAPHER))
    with pytest.raises(NotAllowedError, match="no store"):
        sample_library.store.set_key(key_of(s3.key))
    with pytest.raises(NotAllowedError, match="owner"):
        sample_library.store.use(bucket, key_of(s3.key))
    with pytest.raises(ServerRefusedError, match="no bucket"):
        team.owner.store.use(f"{s3.endpoint}/no-such-bucket", key_of(s3.key))
    with pytest.raises(NotAllowedError):
        team.owner.store.use(bucket, BucketKey("nobody", "knows"))
    with pytest.raises(InvalidValueError, match="address"):
        team.owner.store.use("somewhere")
    assert team.owner.team.sync(JobContext()).pictures.problem is None
    team.owner.store.use(bucket, key_of(s3.key))
    sample_library.team.sync(JobContext())
    status = sample_library.team.status()
    assert status is not None
    assert (status.store, status.role) == (bucket, Role.PHOTOGRAPHER)
    assert (status.store_key, status.unkept_key) == ("", False)
    sample_library.store.set_key(key_of(s3.key))
    status = sample_library.team.status()
    assert status is not None
    assert (status.store_key, status.unkept_key, status.forgotten) == (s3.key.id, True, True)
    team.owner.store.use("")
    sample_library.team.sync(JobContext())
    status = sample_library.team.status()
    assert status is not None
    assert status.store == ""


@pytest.mark.usefixtures("a_keyring")
def test_where_there_is_a_keyring_nothing_is_forgotten(team: Team, s3: S3Server, bucket: str) -> None:
    bob = team.member("bob", Role.PHOTOGRAPHER)
    team.owner.store.use(bucket, key_of(s3.key))
    bob.team.sync(JobContext())
    bob.store.set_key(key_of(s3.key))
    status = bob.team.status()
    assert status is not None
    assert (status.store_key, status.unkept_key, status.unkept_password) == (s3.key.id, False, "")
    assert not status.forgotten


def test_a_delivery_has_the_photos_of_a_player_and_of_nobody_who_refused(
    sample_library: Library, shared: Team, s3: S3Server
) -> None:
    player = next(
        player for player in sample_library.players.search().items if on_photos(sample_library, player.id)
    )
    photos = on_photos(sample_library, player.id)
    assert sample_library.store.deliver(player.id).missing == len(photos)
    sample_library.update_settings(share_originals=True)
    sample_library.team.sync(JobContext())
    with pytest.raises(InvalidValueError, match="1 to 7"):
        sample_library.store.deliver(player.id, 8)
    delivery = sample_library.store.deliver(player.id, 1)
    assert (delivery.photos, delivery.originals, delivery.missing) == (len(photos), len(photos), 0)
    assert "Signature" not in repr(delivery)
    with urllib.request.urlopen(delivery.link) as answer:
        page = answer.read().decode()
    assert player.name in page
    linked = [unescape(link) for link in re.findall(r'<a href="([^"]+)"', page)]
    found = set()
    for link in linked:
        with urllib.request.urlopen(link) as answer:
            found.add(digest_of(answer.read()))
    assert found == photos
    beside = draw_beside(sample_library, player.id, PhotoId(min(photos)))
    delivery = sample_library.store.deliver(player.id, 1)
    assert (delivery.photos, delivery.withheld) == (len(photos), 0)
    sample_library.players.update(beside, PlayerUpdate(consent=Consent.REFUSED))
    delivery = sample_library.store.deliver(player.id, 1)
    assert (delivery.photos, delivery.withheld) == (len(photos) - 1, 1)
    sample_library.players.update(player.id, PlayerUpdate(consent=Consent.REFUSED))
    with pytest.raises(NotAllowedError, match="does not agree"):
        sample_library.store.deliver(player.id)


def draw_beside(library: Library, player_id: PlayerId, photo_id: PhotoId) -> PlayerId:
    """Have somebody else on a photo of a player's, too."""
    other = next(one.id for one in library.players.search().items if one.id != player_id)
    library.faces.draw(photo_id, Box(0.01, 0.01, 0.06, 0.08))
    (photo,) = library.galleries.photos([photo_id])
    drawn = min(photo.faces, key=lambda face: face.box.x)
    library.review.confirm([drawn.id], other)
    return other


def on_photos(library: Library, player_id: str) -> set[str]:
    named = f"player_id = '{player_id}' AND state IN ('{FaceState.CONFIRMED}', '{FaceState.TAGGED}')"
    with library._database.read() as session:
        return set(session.scalars(text(f"SELECT photo_id FROM face WHERE {named}")))
