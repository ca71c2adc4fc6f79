"""The errors of Playertag.

    PlayertagError                 what the world did; told to the user, with what to do next
    ├── CancelledError             the user asked to stop
    ├── NotFoundError              an id or a name that is not in the library
    ├── InvalidValueError          a value that can't be taken: which field, and why
    │   └── TableError             a roster or a schedule in a file: line, column, reason
    ├── PhotoError                 one file that can't be used; a run lists it and goes on
    ├── CardError                  the card that is copied is gone
    ├── NoRoomError                a disk has no room for what is to be copied to it
    ├── LibraryError               the library folder or its database
    │   ├── LibraryVersionError    written by a newer Playertag; left untouched
    │   ├── LibraryDamagedError    its file is damaged; it is not written to
    │   ├── LibraryInUseError      a window has it open
    │   └── LibraryLockedError     another process is writing to it
    ├── ModelPackError             a model pack that is missing, incomplete or refused
    │   ├── ModelHashError         a model file that is not the one the manifest names
    │   └── LicenceError           the pack's licence was not accepted
    ├── ToolMissingError           another program that is needed is not on this computer
    ├── TrainingError              not enough confirmed faces to train on
    ├── SignInError                signing in is not possible, or is over
    │   └── UnreachableError       the provider can't be reached: what was known of the user stands
    ├── DestinationError           where a delivery goes can't be used as asked
    │   ├── LineBrokenError        it can't be reached, or broke off: trying again goes on
    │   └── UnknownHostError       nobody said that its key is the right one
    └── TeamError                  the team's server, or what a team has to do with
        ├── ServerError            it can't be reached, or broke off: trying again goes on
        ├── ServerRefusedError     it does not take a value
        ├── ServerVersionError     its schema is another one than this program's
        ├── BlobDamagedError       bytes in the team's bucket that are not what their name says
        └── NotAllowedError        not a member, or not with this role

Anything else that is raised is a bug of ours and is meant to be loud.
"""

from __future__ import annotations

from pathlib import Path

from core.words import said

MIB = 1024 * 1024


class PlayertagError(Exception):
    """What the world did. The message says what happened and what to do next.

    It is a plain text or, for the window to translate, `core.words.Words`.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class CancelledError(PlayertagError):
    """The user asked to stop; what was finished until then is kept."""

    def __init__(self) -> None:
        super().__init__(said("Stopped. What was finished until then is kept; run it again to go on."))


class NotFoundError(PlayertagError):
    """An id or a name that is not in the library."""

    def __init__(self, kind: str, value: object) -> None:
        super().__init__(said("There is no {kind} '{value}' in this library.", kind=kind, value=value))
        self.kind = kind
        self.value = value


class InvalidValueError(PlayertagError):
    """A value that can't be taken."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(said("{field}: {reason}", field=field, reason=reason))
        self.field = field
        self.reason = reason


class TableError(InvalidValueError):
    """A roster or a schedule in a file that can't be taken; nothing of it was imported.

    Without a line it is the whole file.
    """

    def __init__(self, path: Path, line: int | None, column: str, reason: str) -> None:
        at = said("{file}, line {line}", file=path.name, line=line) if line is not None else path.name
        where = said("{at}, column '{column}'", at=at, column=column) if column else at
        super().__init__(where, said("{reason} Nothing was imported.", reason=reason))
        self.line = line
        self.column = column


class PhotoError(PlayertagError):
    """One file that can't be used.

    `code` is stable and short (for lists and filters), `reason` is for people.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class CardError(PlayertagError):
    """The card was taken out while it was copied; what was copied until then is whole."""

    def __init__(self) -> None:
        super().__init__(
            said(
                "The card is no longer there. What was copied until then is whole: put it in again and copy "
                "once more, which goes on."
            )
        )


class NoRoomError(PlayertagError):
    """A disk has no room for what is to be copied to it; nothing was copied."""

    def __init__(self, folder: Path, needed: int, free: int) -> None:
        super().__init__(
            said(
                "There is no room at {folder}: {needed} MiB are needed there, and {free} MiB are free. Make "
                "room, or choose another place.",
                folder=folder,
                needed=f"{-(-needed // MIB):,}",
                free=f"{free // MIB:,}",
            )
        )


class LibraryError(PlayertagError):
    """The library folder or its database can't be used as it is."""


class LibraryVersionError(LibraryError):
    """The library was written by a newer Playertag; it was left untouched."""


class LibraryDamagedError(LibraryError):
    """The library's file is damaged. Nothing is written to it: what can be saved may be saved still."""

    def __init__(self, found: str) -> None:
        super().__init__(
            said(
                "The library's file is damaged ({found}). It was left as it is. 'playertag repair' saves "
                "what can be saved; 'playertag restore' goes back to one of the backups, which are in the "
                "folder 'backups' beside it unless you chose another.",
                found=found,
            )
        )


class LibraryInUseError(LibraryError):
    """Another window has the library open."""

    def __init__(self, holder: str) -> None:
        super().__init__(
            said(
                "This library is open in a window of Playertag already ({holder}). Go on there, or close it "
                "and try again.",
                holder=holder,
            )
        )


class LibraryLockedError(LibraryError):
    """Another process is writing to the library."""


class ModelPackError(PlayertagError):
    """A model pack that is missing, incomplete or refused."""


class ModelHashError(ModelPackError):
    """A model file that is not the one the manifest names; it was not used."""


class LicenceError(ModelPackError):
    """The pack's licence was not accepted."""


class ToolMissingError(PlayertagError):
    """A program that this needs is not on this computer; everything else works."""


class TrainingError(PlayertagError):
    """There is not enough to train on."""


class SignInError(PlayertagError):
    """Signing in is not possible, or is over. It never holds a token, and has no cause that might."""


class UnreachableError(SignInError):
    """The provider can't be reached, or is out of order: what was known of the user stands."""


class DestinationError(PlayertagError):
    """Where a delivery goes can't be used as asked. What was sent until then is there."""


class LineBrokenError(DestinationError):
    """Where a delivery goes can't be reached, or the line broke: trying again goes on where it was."""


class UnknownHostError(DestinationError):
    """Nobody said that a server's key is the right one; `fingerprint` is what it would be known by."""

    def __init__(self, host: str, fingerprint: str) -> None:
        super().__init__(
            said(
                "{host} is not known yet. Its key is {fingerprint}. Trust it if whoever runs the server says "
                "the same. Nothing was sent.",
                host=host,
                fingerprint=fingerprint,
            )
        )
        self.fingerprint = fingerprint


class TeamError(PlayertagError):
    """Something about the team that can't be done. What is in the library is whole."""


class ServerError(TeamError):
    """The team's server can't be reached, or the line broke: trying again goes on where it was."""


class ServerRefusedError(TeamError):
    """The team's server does not take a value."""


class ServerVersionError(TeamError):
    """The schema of the team's server is another one than this program's; nothing was sent."""


class BlobDamagedError(TeamError):
    """What came from the team's bucket is not what its name says; it was not used."""

    def __init__(self, digest: str) -> None:
        super().__init__(
            said(
                "What the team's store has as {name}… is something else, and was not used. Tell whoever "
                "looks after the store.",
                name=digest[:12],
            )
        )


class NotAllowedError(TeamError):
    """Not a member of the tournament, or not with a role that may do this."""


class SomebodyElseError(NotAllowedError):
    """Somebody else is signed in than the member whose library this is in the team."""

    def __init__(self, email: str, login: str) -> None:
        super().__init__(
            said(
                "You are signed in as {email}, and the team's member here is {login}: sign out, or sign in "
                "as {login}.",
                email=email,
                login=login,
            )
        )


def unreadable(exc: OSError) -> PhotoError:
    """For a file that the system does not let us read."""
    if isinstance(exc, FileNotFoundError):
        return PhotoError("vanished", said("The file is not there."))
    if isinstance(exc, PermissionError):
        return PhotoError("no-permission", said("The file may not be read by you."))
    words = said("The file can't be read: {reason}.", reason=exc.strerror or exc)
    return PhotoError("unreadable", words)
