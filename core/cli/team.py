"""`playertag team`: the tournament that a library shares with others; and `playertag sync`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from core.auth.credentials import PASSWORD_VARIABLE
from core.cli.options import (
    DEFAULT,
    FAILED,
    SOME_FILES_FAILED,
    JsonOption,
    LibraryOption,
    group,
    keep_backed_up,
)
from core.cli.store import SECRET_VARIABLE, key_of
from core.cli.terminal import Terminal, counted, rows, table
from core.library import Library
from core.types import ConflictingAnswer, Line, Member, PlayerId, Role, TeamStatus

if TYPE_CHECKING:
    from core.sync.engine import SyncReport
    from core.sync.watching import Watched

team = group("The tournament that this library shares with others.")

ServerArgument = Annotated[
    str,
    typer.Argument(
        help="postgresql://user@host/database, as who may make roles there; the password from PGPASSWORD.",
        metavar="SERVER",
    ),
]
LoginArgument = Annotated[str, typer.Argument(help="Their e-mail address.", metavar="E-MAIL")]
VERIFIED = "Verified: you are signed in with Google as this member."
UNVERIFIED = "By the member's password alone; 'playertag account sign-in' proves more, and is not needed."
WAITS = {
    Line.OFFLINE: "The team's server can't be reached",
    Line.NO_DISK: "The library can't be written to, as where its disk is full",
}
IN_NO_TEAM = "This library is in no team; nothing needs one."


@team.command("create")
def create_team(
    server: ServerArgument,
    name: Annotated[str, typer.Option("--name", help="What the tournament is called.")],
    login: Annotated[str, typer.Option("--login", help="Your e-mail address: you will be its owner.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Make a tournament on a server, and share this library there."""
    with Library.open(library) as opened:
        opened.team.create(server, name, login)
        status = opened.team.status()
    _answer_entered(status, f"Made {name}. Invite others with 'playertag team invite'.", as_json)


@team.command("join")
def join_team(
    invitation: Annotated[str, typer.Argument(help="What an owner gave you; - reads it from the input.")],
    own: Annotated[
        bool, typer.Option("--own", help="You made it yourself, by 'own-invitation' on another computer.")
    ] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Share this library in the tournament that an invitation is for."""
    given = sys.stdin.readline() if invitation == "-" else invitation
    with Library.open(library) as opened:
        opened.team.join(given, own=own)
        status = opened.team.status()
    name = status.name if status else ""
    _answer_entered(status, f"Joined {name}. 'playertag sync' gets what the others did.", as_json)


@team.command("leave")
def leave_team(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Take this library out of its team; all that is in it stays."""
    with Library.open(library, create=False) as opened:
        opened.team.leave()
    Terminal(as_json).answer({"left": True}, "Left. Everything in the library is still there.")


@team.command("status")
def team_status(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """The team of this library, and what the others do not have yet."""
    with Library.open(library, create=False) as opened:
        status, who = opened.team.status(), opened.account.who()
    if status is None:
        Terminal(as_json).answer(None, IN_NO_TEAM)
        return
    Terminal(as_json).answer(
        status,
        f"{status.name} on {status.server}, as {status.login}.",
        f"Not sent yet: {counted(status.waiting, 'row')}.",
        _store_words(status),
        _proof(status, who.email if who else ""),
    )


@team.command("invite")
def invite(
    login: LoginArgument,
    role: Annotated[Role, typer.Option("--role", help="What they may do.")] = Role.REVIEWER,
    again: Annotated[
        bool, typer.Option("--again", help="They lost their password: a new one, in place of the old one.")
    ] = False,
    key: Annotated[
        str | None,
        typer.Option(
            "--store-key",
            metavar="ID",
            help="An access key of theirs to the team's store, to go along; its secret is asked for, or "
            f"taken from {SECRET_VARIABLE}.",
        ),
    ] = None,
    change_role: Annotated[
        bool, typer.Option("--change-role", help="A member with another role has this one from now on.")
    ] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Make somebody a member. What it prints is like a password: give it to them only."""
    with Library.open(library, create=False) as opened:
        if again:
            invitation = opened.team.renew(login)
        else:
            invitation = opened.team.invite(login, role, key_of(key), change_role=change_role)
    Terminal(as_json).answer({"invitation": invitation}, invitation)


@team.command("own-invitation")
def own_invitation(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Print what brings another computer of yours into the team. It has your password: give it to nobody."""
    with Library.open(library, create=False) as opened:
        invitation = opened.team.own_invitation()
    Terminal(as_json).answer({"invitation": invitation}, invitation)


@team.command("dismiss")
def dismiss(login: LoginArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Take somebody out of the tournament; what they did stays."""
    with Library.open(library, create=False) as opened:
        was = opened.team.dismiss(login)
    line = f"{login} is no longer a member." if was else f"{login} was not a member."
    Terminal(as_json).answer({"dismissed": was}, line)


@team.command("members")
def members(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Who is in the tournament."""
    with Library.open(library, create=False) as opened:
        found = opened.team.members()
    lines = [(one.login, one.role, _standing(one), f"{one.added_at:%Y-%m-%d}") for one in found]
    Terminal(as_json).answer(found, rows(table("e-mail", "role", "", "since"), lines))


@team.command("conflicts")
def conflicts(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Faces about which people of the team disagree; whoever answers them next settles it."""
    with Library.open(library, create=False) as opened:
        found = opened.team.conflicts()
        names = {player.id: player.name for player in opened.players.search().items}
    lines = [
        (one.face.id, said.who, _words(said, names), f"{said.at:%Y-%m-%d %H:%M}")
        for one in found
        for said in one.answers
    ]
    Terminal(as_json).answer(
        found, rows(table("face", "who", "said", "when (UTC)"), lines), f"{counted(found, 'conflict')}."
    )


@team.command("index")
def index_server(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Have the server index the faces that it has by now; worth it from some ten thousand on."""
    with Library.open(library, create=False) as opened:
        made = opened.team.index()
    line = "Indexed." if made else "There was an index already, or your role may not make one."
    Terminal(as_json).answer({"indexed": made}, line)


@team.command("upgrade")
def upgrade_server(
    server: ServerArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """Bring the schema of a team's server up to this program's."""
    with Library.open(library) as opened:
        opened.team.upgrade(server)
    Terminal(as_json).answer({"upgraded": True}, "The server is up to date.")


def sync(
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay, and sync whenever there is something new.")
    ] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Get what the others of the team did, and tell them what was done here."""
    terminal = Terminal(as_json)

    def tell(report: SyncReport) -> None:
        pictures = report.pictures
        counts = {
            "received": report.received,
            "sent": report.sent,
            "pictures_received": pictures.received,
            "pictures_sent": pictures.sent,
            "pictures_failed": [str(why) for why in pictures.failed],
        }
        lines = [f"Received: {report.received}, sent: {report.sent}."]
        if pictures.received or pictures.sent:
            lines.append(f"Pictures received: {pictures.received}, sent: {pictures.sent}.")
        terminal.answer(counts, *lines)
        for why in pictures.failed:
            terminal.error(str(why))
        if pictures.problem:
            terminal.error(str(pictures.problem))

    def watched(heard: Watched) -> None:
        if heard.report:
            tell(heard.report)
        if heard.line in WAITS:
            terminal.error(f"{WAITS[heard.line]}; trying again in {heard.pause_s:.0f} s.")
        keep_backed_up(opened)

    with Library.open(library, create=False) as opened, terminal.job() as context:
        if watch:
            opened.team.watch(context, watched)
        else:
            report = opened.team.sync(context)
            tell(report)
            if report.pictures.problem or report.pictures.failed:
                raise typer.Exit(FAILED if report.pictures.problem else SOME_FILES_FAILED)


def _store_words(status: TeamStatus) -> str:
    if not status.store:
        return "Pictures are not shared."
    key = f", to which you have the key {status.store_key}" if status.store_key else ""
    return f"Pictures are shared in {status.store}{key}."


def _proof(status: TeamStatus, signed_in: str) -> str:
    if signed_in and not status.verified:
        return f"You are signed in as {signed_in}: nothing is synced and answered until you sign out."
    return VERIFIED if status.verified else UNVERIFIED


def _standing(member: Member) -> str:
    if not member.active:
        return "dismissed"
    return "" if member.came else "invited, not here yet"


def _answer_entered(status: TeamStatus | None, line: str, as_json: bool) -> None:
    """Say that the library is in a team now, and the password where this computer can't keep it."""
    lines = [line]
    if status and status.unkept_password:
        lines += [
            f"This computer has no keyring. Keep your password yourself, and set {PASSWORD_VARIABLE} to it:",
            status.unkept_password,
            "An invitation that you joined by holds the same password: destroy it.",
        ]
    Terminal(as_json).answer(status, *lines)


def _words(said: ConflictingAnswer, names: Mapping[PlayerId, str]) -> str:
    if said.player_id is None:
        return said.verdict
    return f"{said.verdict} {names.get(said.player_id, said.player_id)}"
