"""What the window can ask about the team that a library is in: each function prepares one `Operation`.

Like `desktop.operations`, nothing is run here. Whoever asks for one says why it was refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from PySide6.QtCore import QCoreApplication

from core.changes import Changes
from core.errors import NotFoundError
from core.files import OWN, write_whole
from core.library import Library
from core.storage.address import BucketKey
from core.types import Conflict, PlayerId, Role
from desktop.document import Operation, reading, task
from desktop.errors import reason_of
from desktop.jobs import Lane
from desktop.readings import Disputes, Standing

if TYPE_CHECKING:
    from core.sync.watching import Watched

translate = QCoreApplication.translate


def read_standing() -> Operation:
    """The `Standing` of the library."""

    def call(lib: Library) -> Standing:
        team = lib.team.status() if lib.in_team else None
        if team is None:
            return Standing(None)
        who = lib.account.who()
        return Standing(team, _disputes(lib), lib.settings.sync_by_itself, who.email if who else "")

    return reading(translate("operations", "Look how the team stands"), call, quiet=True)


def sync() -> Operation:
    """Take in what the others did, and tell them what was done here: a SyncReport."""
    return Operation(
        translate("operations", "Sync with the team"),
        Lane.SYNC,
        lambda lib, context: lib.team.sync(context),
        changes=lambda report: report.changes,
        summary=synced,
        shown=True,
        quiet=True,
    )


def watch(told: Callable[[Watched], None]) -> Operation:
    """Stay in touch until stopped; `told` is called on the thread that does."""
    title = translate("operations", "Stay in touch with the team")
    return Operation(
        title, Lane.WATCH, lambda lib, context: lib.team.watch(context, told), quiet=True, standing=True
    )


def synced(report: Any) -> str:
    """What a SyncReport says, in a line."""
    words = translate("operations", "Received: {received}, sent: {sent}.")
    said = [words.format(received=report.received, sent=report.sent)]
    pictures = report.pictures
    if pictures.received or pictures.sent:
        words = translate("operations", "Pictures received: {received}, sent: {sent}.")
        said.append(words.format(received=pictures.received, sent=pictures.sent))
    if pictures.failed:
        words = translate("operations", "Pictures that could not be moved: {n}. {reason}")
        said.append(words.format(n=len(pictures.failed), reason=reason_of(pictures.failed[0])))
    if pictures.problem:
        said.append(reason_of(pictures.problem))
    return " ".join(said)


def with_password(server: str, password: str) -> str:
    """The address of a server with the password of who comes there; as it is where none was given."""
    parts = urlsplit(server)
    if not password or not parts.netloc:
        return server
    who, _, place = parts.netloc.rpartition("@")
    user = who.partition(":")[0]
    return parts._replace(netloc=f"{user}:{quote(password, safe='')}@{place}").geturl()


def create(server: str, name: str, login: str) -> Operation:
    """Make a tournament on a server, with its address as its administrator, and be its owner."""
    title = translate("operations", "Make a team")
    return _standing_changes(title, lambda lib: lib.team.create(server, name, login))


def join(invitation: str, *, own: bool = False) -> Operation:
    """Bring the library into the tournament that an invitation is for."""
    title = translate("operations", "Join a team")
    return _standing_changes(title, lambda lib: lib.team.join(invitation, own=own))


def leave() -> Operation:
    """Take the library out of its team; all that is in it stays."""
    title = translate("operations", "Leave the team")
    return _standing_changes(title, lambda lib: lib.team.leave())


def read_members() -> Operation:
    """list[Member]: who is in the team, or was."""
    title = translate("operations", "List the members of the team")
    return _asking(title, lambda lib: lib.team.members())


def invite(login: str, role: Role, key: BucketKey | None, *, change_role: bool = False) -> Operation:
    """Make somebody a member, with a key of theirs to the team's store: the invitation to give to them."""
    title = translate("operations", "Invite somebody into the team")
    return _asking(title, lambda lib: lib.team.invite(login, role, key, change_role=change_role))


def renew(login: str) -> Operation:
    """Make a new password for a member: the invitation to give to them."""
    title = translate("operations", "Make a new invitation")
    return _asking(title, lambda lib: lib.team.renew(login))


def own_invitation() -> Operation:
    """What brings another computer of the member's into the team."""
    title = translate("operations", "Make an invitation for another computer")
    return reading(title, lambda lib: lib.team.own_invitation(), quiet=True)


def save_invitation(invitation: str, file: Path) -> Operation:
    """Write an invitation into a file that only this user of the computer can read."""
    title = translate("operations", "Save an invitation")
    return reading(title, lambda _: write_whole(file, invitation.encode(), OWN), quiet=True)


def dismiss(login: str) -> Operation:
    """Take somebody out of the team: whether they were in it."""
    title = translate("operations", "Dismiss somebody from the team")
    return _asking(title, lambda lib: lib.team.dismiss(login))


def upgrade(server: str) -> Operation:
    """Bring the schema of a server up to date, with its address as its administrator."""
    title = translate("operations", "Bring the team's server up to date")
    return _asking(title, lambda lib: lib.team.upgrade(server))


def index() -> Operation:
    """Have the server index the faces that it has by now: whether it did."""
    return Operation(
        translate("operations", "Index the server's faces"),
        Lane.SYNC,
        lambda lib, _: lib.team.index(),
        summary=lambda made: indexed(made),
        shown=True,
        quiet=True,
    )


def indexed(made: Any) -> str:
    """What became of it, in a line."""
    return (
        translate("operations", "Indexed.")
        if made
        else translate("operations", "There was an index already.")
    )


def takes_keys(store: str) -> bool:
    """Whether a store is a bucket: a folder is opened without a key."""
    return bool(store) and not store.startswith("file:")


def key_of(key_id: str, secret: str) -> BucketKey | None:
    """The key that is in two fields; None where they are empty."""
    return BucketKey(key_id.strip(), secret.strip()) if key_id.strip() else None


def use_store(address: str, key: BucketKey | None) -> Operation:
    """Have the team share its pictures in a store."""
    title = translate("operations", "Choose the team's store of pictures")
    return _standing_changes(title, lambda lib: lib.store.use(address, key))


def set_store_key(key: BucketKey) -> Operation:
    """Keep the member's key of the team's store: whether a keyring does."""
    title = translate("operations", "Keep the key of the team's store")
    return _standing_changes(title, lambda lib: lib.store.set_key(key))


def deliver(player_id: PlayerId, days: int) -> Operation:
    """Make a page of a player's photos: a Delivery."""
    title = translate("operations", "Make a delivery page")
    return _asking(title, lambda lib: lib.store.deliver(player_id, days))


def read_stations() -> Operation:
    """The StationsStatus of the team."""
    title = translate("operations", "Look how the stations stand")
    return _asking(title, lambda lib: lib.stations.status())


def share_photos(paths: Sequence[Path], gallery: str) -> Operation:
    """Hand photos out to all stations, work along, and import them when all are done: a ShareReport."""
    return task(
        translate("operations", "Share {gallery} with the stations").format(gallery=gallery),
        Lane.ENGINE,
        lambda lib, context: lib.stations.share(paths, gallery, context),
        _shared,
    )


def work_on_shared() -> Operation:
    """Take lots of photos until none are left: a WorkReport."""
    return task(
        translate("operations", "Work on shared galleries"),
        Lane.ENGINE,
        lambda lib, context: lib.stations.work(context),
        _worked,
    )


def _shared(report: Any) -> str:
    imported = report.imported
    words = translate("operations", "Handed out: {added}, known before: {known}, failed: {failed}.")
    return words.format(added=report.added, known=report.known, failed=len((imported or report).failures))


def _worked(report: Any) -> str:
    words = translate("operations", "Processed here: {processed}, faces: {faces}, failed: {failed}.")
    return words.format(processed=report.processed, faces=report.faces, failed=len(report.failures))


def _disputes(lib: Library) -> Disputes:
    conflicts = tuple(lib.team.conflicts())
    return Disputes(conflicts, _names(lib, conflicts))


def _names(lib: Library, conflicts: Iterable[Conflict]) -> dict[PlayerId, str]:
    """The names of the players whom the answers mean; of those who are gone there is none."""
    names: dict[PlayerId, str] = {}
    meant = {answer.player_id for one in conflicts for answer in one.answers if answer.player_id}
    for player_id in meant:
        try:
            names[player_id] = lib.players.get(player_id).name
        except NotFoundError:
            continue
    return names


def _asking(title: str, call: Callable[[Library], object]) -> Operation:
    """A question to the team's server."""
    return Operation(title, Lane.SYNC, lambda lib, _: call(lib), quiet=True)


def _standing_changes(title: str, call: Callable[[Library], object]) -> Operation:
    """What brings the library into a team or out of it."""
    return Operation(
        title,
        Lane.SYNC,
        lambda lib, _: call(lib),
        changes=lambda _: Changes(settings=True),
        quiet=True,
    )
