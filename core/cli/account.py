"""`playertag account`: who is signed in."""

from __future__ import annotations

from core.cli.options import DEFAULT, JsonOption, LibraryOption, group
from core.cli.terminal import Terminal
from core.library import Library

account = group("Who is signed in; nothing needs it yet.")


@account.command("show")
def show_account(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Who is signed in."""
    with Library.open(library, create=False) as opened:
        who = opened.account.who()
    line = f"Signed in as {who.name}, {who.email}." if who else "Nobody is signed in; nothing needs it."
    Terminal(as_json).answer({"signed_in": who}, line)


@account.command("sign-in")
def sign_in(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Sign in with Google."""
    with Library.open(library) as opened:
        who = opened.account.sign_in()
    Terminal(as_json).answer({"signed_in": who}, f"Signed in as {who.name}, {who.email}.")


@account.command("sign-out")
def sign_out(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Forget who is signed in."""
    with Library.open(library) as opened:
        was = opened.account.sign_out()
    Terminal(as_json).answer({"signed_out": was}, "Signed out." if was else "Nobody was signed in.")
