"""The store of a team's pictures: `Library.store`."""

from __future__ import annotations

import html
import secrets
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select, text

from core.auth import credentials
from core.auth.account import Account
from core.db.engine import Database
from core.db.queries import require_player
from core.db.schema import PlayerRow
from core.db.tombstones import PAGES
from core.errors import InvalidValueError, NotAllowedError
from core.recognition.consent import disagrees
from core.recognition.withdrawn import withheld_photos
from core.settings import Settings
from core.storage.address import BucketKey, open_store, store_address
from core.storage.base import BlobStore
from core.sync.connecting import as_member
from core.sync.engine import the_team
from core.sync.pictures import StoreChoice, kept_key, key_name, require_store
from core.sync.postgres import PostgresRemote, translated_errors
from core.types import Delivery, PhotoId, PlayerId, Role
from core.words import said

LONGEST_DAYS = 7
"""No signature of a bucket holds longer."""
_OF_PLAYER = text(
    "SELECT photo.id, preview.digest, original.digest FROM photo "
    "LEFT JOIN picture preview ON preview.kind = 'preview' AND preview.thing = photo.id "
    "LEFT JOIN picture original ON original.kind = 'original' AND original.thing = photo.id "
    "WHERE photo.id IN (SELECT photo_id FROM face "
    "WHERE player_id = :player AND state IN ('confirmed', 'tagged')) ORDER BY photo.taken_at, photo.id"
)
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ margin: 2rem; font: 1rem system-ui, sans-serif; background: #16181c; color: #e8e8e8 }}
main {{ display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)) }}
img {{ width: 100%; height: 11rem; object-fit: contain; background: #000 }}
</style></head>
<body><h1>{title}</h1><main>
{photos}
</main></body></html>
"""


class Store:
    """The bucket or folder in which a team shares crops, previews and, by choice, originals."""

    def __init__(self, database: Database, account: Account, read_settings: Callable[[], Settings]) -> None:
        self._database, self._account, self._read_settings = database, account, read_settings

    def use(self, address: str, key: BucketKey | None = None) -> None:
        """Have the team share its pictures in a store, or in none where the address is empty.

        What is in the store before stays there. The others hear of it when they sync.

        Args:
            address: https://host/bucket, s3://bucket of Amazon's, or file:///folder.
            key: this member's; None for the one kept before, or this computer's own for all programs.

        Raises:
            InvalidValueError: it is no address.
            NotAllowedError: the library is in no team, or not an owner's; or the key is not taken.
            TeamError: the server or the store can't be reached, or there is no such bucket.
        """
        if address := address.strip():
            store_address(address)
        with as_member(self._database, self._account) as (connection, team):
            if address:
                with open_store(address, key or kept_key(team), team.tournament_id) as store:
                    store.check()
            with translated_errors():
                connection.execute("SELECT playertag.set_store(%s, %s)", (team.tournament_id, address))
            PostgresRemote(connection, team.tournament_id).tell_others()
        with self._database.write() as session:
            own = the_team(session)
            own.store, own.role = address, Role.OWNER.value  # nobody else may have done that
        if key:
            credentials.keep(key_name(team), key.as_text())

    def set_key(self, key: BucketKey) -> bool:
        """Keep this member's key of the team's store; False where there is no keyring to do so for long.

        Raises:
            NotAllowedError: the library is in no team, its team has no store, or the key is not taken.
            TeamError: the store can't be reached.
        """
        choice = self._choice()
        with open_store(choice.address, key, choice.tournament_id) as store:
            store.check()
        return credentials.keep(choice.key_name, key.as_text())

    def deliver(self, player_id: PlayerId, days: int = LONGEST_DAYS) -> Delivery:
        """Make a page with the photos of a player, which whoever has its address can look at for a while.

        On it are the photos on which the player is confirmed or tagged: the original of each where that is in
        the store, else its preview. Photos that show somebody else who does not agree to be recognised are
        left out.

        Args:
            player_id: whose.
            days: how long the address holds, 7 at most.

        Raises:
            NotFoundError: there is no such player.
            InvalidValueError: the days.
            NotAllowedError: the player does not agree to be recognised; or the library's team has no store.
            TeamError: the store can't be reached.
        """
        if not 1 <= days <= LONGEST_DAYS:
            raise InvalidValueError("days", said("a link holds 1 to {most} days.", most=LONGEST_DAYS))
        with self._database.read() as session:
            name = require_player(session, player_id).name
            if session.scalar(select(PlayerRow.id).where(PlayerRow.id == player_id, disagrees())):
                raise NotAllowedError(
                    said("{name} does not agree to be recognised: nothing is collected.", name=name)
                )
            photos = session.execute(_OF_PLAYER, {"player": player_id}).all()
            withheld = withheld_photos(session, [PhotoId(photo) for photo, *_ in photos])
            photos = [photo for photo in photos if photo[0] not in withheld]
        choice = self._choice()
        there = [(photo, preview, original) for photo, preview, original in photos if preview or original]
        with choice.open() as store:
            page = f"{PAGES}{player_id}-{secrets.token_hex(16)}.html"
            links = [_linked(store, timedelta(days=days), *photo) for photo in there]
            store.put_page(page, _PAGE.format(title=html.escape(name), photos="\n".join(links)))
            originals = sum(original is not None for *_, original in there)
            address = store.link(page, timedelta(days=days))
            return Delivery(address, len(there), originals, len(photos) - len(there), len(withheld))

    def _choice(self) -> StoreChoice:
        return require_store(self._database, self._read_settings())


def _linked(store: BlobStore, valid: timedelta, photo: str, preview: str | None, original: str | None) -> str:
    """A photo on the page: its preview, which leads to the best that there is of it."""
    best = html.escape(store.link(original or preview or "", valid))
    if preview is None:
        return f'<a href="{best}">{photo[:12]}</a>'
    return f'<a href="{best}"><img loading="lazy" alt="" src="{html.escape(store.link(preview, valid))}"></a>'
