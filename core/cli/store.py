"""`playertag store`: where a team shares its pictures, and a player's photos by a link."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from core.cli.options import DEFAULT, JsonOption, LibraryOption, group
from core.cli.terminal import Terminal, counted
from core.library import Library
from core.storage.address import BucketKey

SECRET_VARIABLE = "PLAYERTAG_STORE_SECRET"  # noqa: S105 - the name of a variable

store = group("Where the team of this library shares its pictures.")

KeyOption = Annotated[
    str | None,
    typer.Option(
        "--key",
        metavar="ID",
        help=f"Your access key; its secret is asked for, or taken from {SECRET_VARIABLE}.",
    ),
]


@store.command("use")
def use_store(
    address: Annotated[
        str,
        typer.Argument(
            help="https://host/bucket, s3://bucket of Amazon's, file:///folder; '' for none.",
            metavar="ADDRESS",
        ),
    ],
    key: KeyOption = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Have the team share crops, previews and, whoever wants to, originals there."""
    with Library.open(library, create=False) as opened:
        opened.store.use(address, key_of(key))
    line = "'playertag sync' sends pictures there." if address else "Pictures are not shared any more."
    Terminal(as_json).answer({"store": address}, line)


@store.command("key")
def set_key(
    key: Annotated[str, typer.Argument(help=f"Its id; the secret as with --key, or {SECRET_VARIABLE}.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Keep your key of the team's store."""
    given = key_of(key)
    assert given is not None
    with Library.open(library, create=False) as opened:
        kept = opened.store.set_key(given)
    forgotten = (
        "The key works, but this computer has no keyring to keep it. Set AWS_ACCESS_KEY_ID and "
        "AWS_SECRET_ACCESS_KEY to it."
    )
    Terminal(as_json).answer({"kept": kept}, "The key works, and is kept." if kept else forgotten)


@store.command("deliver")
def deliver(
    player: Annotated[str, typer.Argument(help="The player's name or id.")],
    days: Annotated[int, typer.Option("--days", help="How long the link holds, 7 at most.")] = 7,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Make a page of a player's photos. Whoever has the link that it prints can see them."""
    with Library.open(library, create=False) as opened:
        delivery = opened.store.deliver(opened.players.find(player).id, days)
    lines = [
        delivery.link,
        f"{counted(delivery.photos, 'photo')}, {delivery.originals} of them as originals.",
    ]
    if delivery.missing:
        lines.append(f"{counted(delivery.missing, 'photo')} not in the store yet: sync first.")
    if delivery.withheld:
        shown = counted(delivery.withheld, "photo")
        lines.append(f"{shown} left out: somebody else on them does not agree to be recognised.")
    Terminal(as_json).answer(delivery, *lines)


def key_of(id_: str | None) -> BucketKey | None:
    """A key by its id, with the secret that is given or asked for."""
    if id_ is None:
        return None
    secret = os.environ.get(SECRET_VARIABLE) or typer.prompt("Secret", hide_input=True, err=True)
    return BucketKey(id_, secret)
