"""`playertag account`: who is signed in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.options import DEFAULT, JsonOption, LibraryOption, group
from core.cli.terminal import Terminal
from core.library import Library
from core.types import SignedOut

account = group("Who is signed in: it proves who it is that decides, and nothing else needs it.")
NO_KEYRING = "This computer has no keyring: nobody is signed in any more when this command has ended."
WAYS_OUT = {
    SignedOut.NOBODY: "Nobody was signed in.",
    SignedOut.DONE: "Signed out. Google has forgotten what it gave to Playertag.",
    SignedOut.UNTOLD: "Signed out on this computer. Google could not be told: remove Playertag yourself at "
    "https://myaccount.google.com/connections",
}


@account.command("show")
def show_account(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Who is signed in."""
    with Library.open(library, create=False) as opened:
        who = opened.account.who()
    line = f"Signed in as {who.name}, {who.email}." if who else "Nobody is signed in; nothing needs it."
    Terminal(as_json).answer({"signed_in": who}, line)


@account.command("sign-in")
def sign_in(
    client: Annotated[
        Path | None,
        typer.Option("--client", help="The client file of a Google project; it is kept for the next time."),
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Sign in with Google, in the browser; Ctrl+C stops waiting."""
    terminal = Terminal(as_json)

    def show(address: str) -> None:
        terminal.error(
            f"Sign in in the browser. If none opens, open this address on this computer:\n{address}"
        )

    with Library.open(library) as opened, terminal.job() as context:
        if client is not None:
            opened.account.use_client(client)
        who = opened.account.sign_in(context, show)
    terminal.answer(
        {"signed_in": who}, f"Signed in as {who.name}, {who.email}.", *([] if who.kept else [NO_KEYRING])
    )


@account.command("sign-out")
def sign_out(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Forget who is signed in, and have Google forget it too."""
    with Library.open(library) as opened:
        way = opened.account.sign_out()
    Terminal(as_json).answer({"signed_out": way}, WAYS_OUT[way])
