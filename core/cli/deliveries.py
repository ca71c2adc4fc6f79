"""`playertag deliver`: photos handed out to players, teams or by match."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from core import ids
from core.cli.options import (
    DEFAULT,
    DONE,
    SOME_FILES_FAILED,
    GalleryOption,
    JsonOption,
    LibraryOption,
    exit_with,
    group,
)
from core.cli.terminal import Terminal, counted, rows, table
from core.delivery.planning import FILE_FIELDS
from core.errors import UnknownHostError
from core.library import Library
from core.storage.destination import PASSWORD_VARIABLE, Login
from core.types import DeliveryOrder, DeliveryPlan, Recipients, WithheldReason

IS_IT_WRONG = "Is that wrong, take the name out of it, or write the names into it again."
STILL_THERE = "they are still there."
NOT_LOOKED_FOR = {
    WithheldReason.REFUSED: "refused",
    WithheldReason.ENDED: "agreed for a time that has ended",
}

deliver = group("Photos handed out to players, teams or by match.")

ToArgument = Annotated[
    str,
    typer.Argument(
        help="A folder, sftp://user@host/folder, ftps://user@host/folder, s3://bucket/folder or "
        "https://host/bucket/folder. What follows // after the host begins at the server's root.",
        metavar="TO",
    ),
]
ByOption = Annotated[Recipients, typer.Option("--by", help="Who gets a folder of their own.")]
PlayerOption = Annotated[
    list[str] | None, typer.Option("--player", help="Only for this one; may be given several times.")
]
UnaskedOption = Annotated[
    bool, typer.Option("--unasked", help="Also players who were never asked for their consent.")
]
ConfirmedOption = Annotated[bool, typer.Option("--confirmed", help="Only by names that somebody confirmed.")]
FileOption = Annotated[
    str,
    typer.Option(
        "--file",
        help="How files are named, by " + ", ".join(f"{{{field}}}" for field in FILE_FIELDS) + ".",
        metavar="TEMPLATE",
    ),
]


@deliver.command("preview")
def preview(
    to: ToArgument,
    gallery: GalleryOption,
    by: ByOption = Recipients.PLAYER,
    player: PlayerOption = None,
    unasked: UnaskedOption = False,
    confirmed: ConfirmedOption = False,
    file: FileOption = "{file}",
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Who would get how many photos, and whose are withheld; nothing is made or sent."""
    with Library.open(library, create=False) as opened:
        plan = opened.deliveries.preview(_order(opened, to, gallery, by, player, unasked, confirmed, file))
    lines = [(one.name, one.folder, str(one.photos)) for one in plan.recipients]
    words = _held_back(plan)
    if plan.files_unread:
        words.append("Photos whose own files name somebody who is withheld are left out, too, once it sends.")
    Terminal(as_json).answer(plan, rows(table("recipient", "folder", "photos"), lines), *words)


@deliver.command("send")
def send(
    to: ToArgument,
    gallery: GalleryOption,
    by: ByOption = Recipients.PLAYER,
    player: PlayerOption = None,
    unasked: UnaskedOption = False,
    confirmed: ConfirmedOption = False,
    file: FileOption = "{file}",
    zipped: Annotated[bool, typer.Option("--zip", help="A ZIP for each, not a folder.")] = False,
    jpeg: Annotated[
        bool, typer.Option("--jpeg", help="Pictures made anew, upright; else files as they are.")
    ] = False,
    longest: Annotated[
        int, typer.Option("--longest", min=0, help="Their longest side in pixels at most.", metavar="PX")
    ] = 0,
    sharpen: Annotated[bool, typer.Option("--sharpen", help="Sharpen them a little.")] = False,
    watermark: Annotated[str, typer.Option("--watermark", help="A text on them.", metavar="TEXT")] = "",
    logo: Annotated[
        Path | None, typer.Option("--logo", help="A picture on them, PNG with transparency.")
    ] = None,
    names: Annotated[
        bool, typer.Option("--names/--no-names", help="Write who is in a JPEG into the copy.")
    ] = True,
    sheet: Annotated[bool, typer.Option("--sheet", help="A PDF with all photos for each.")] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Hand photos out. What is there from an earlier run is not sent again; broken off, it goes on.

    A photo goes out only where everybody named on it agreed. --longest, --sharpen, --watermark and --logo
    make pictures anew, as --jpeg does.
    """
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        order = replace(
            _order(opened, to, gallery, by, player, unasked, confirmed, file),
            zipped=zipped,
            as_jpeg=jpeg or bool(longest or sharpen or watermark or logo),
            longest_px=longest,
            sharpen=sharpen,
            watermark=watermark,
            logo=logo,
            names=names,
            sheet=sheet,
        )
        report = opened.deliveries.send(order, context)
    lines = [
        f"{counted(report.photos, 'photo')} delivered: {counted(report.sent, 'file')} sent, "
        f"{report.there} there already.",
        *_held_back(report.plan),
    ]
    if report.out_before:
        lines.append(
            f"{counted(report.out_before, 'photo')} left out now were delivered there before: {STILL_THERE}"
        )
    terminal.answer(report, *lines)
    terminal.failures(report.failures)
    exit_with(SOME_FILES_FAILED if report.failures else DONE)


@deliver.command("login")
def login(
    to: ToArgument,
    key: Annotated[str, typer.Option("--key", help="The id of an access key, of a bucket.")] = "",
    trust: Annotated[
        str, typer.Option("--trust", help="The fingerprint of the server's key.", metavar="FINGERPRINT")
    ] = "",
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Keep a password for a server; it is asked for, or taken from PLAYERTAG_DELIVERY_PASSWORD."""
    password = os.environ.get(PASSWORD_VARIABLE) or typer.prompt("Password", hide_input=True, err=True)
    with Library.open(library, create=False) as opened:
        try:
            kept = opened.deliveries.sign_in(to, Login(key, password, trust))
        except UnknownHostError as exc:
            if as_json or trust or not typer.confirm(f"{exc}\nTrust it?", err=True):
                raise
            kept = opened.deliveries.sign_in(to, Login(key, password, exc.fingerprint))
    forgotten = f"It lets you in, but this computer has no keyring to keep that. Set {PASSWORD_VARIABLE}."
    Terminal(as_json).answer({"kept": kept}, "It lets you in, and that is kept." if kept else forgotten)


@deliver.command("history")
def history(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """What was handed out, the latest first."""
    with Library.open(library, create=False) as opened:
        found = opened.deliveries.history()
    lines = [
        (one.id, f"{one.at:%Y-%m-%d %H:%M}", one.to, str(one.recipients), str(one.photos)) for one in found
    ]
    columns = table("delivery", "when (UTC)", "to", "recipients", "photos")
    Terminal(as_json).answer(found, rows(columns, lines))


@deliver.command("received")
def received(
    delivery: Annotated[str, typer.Argument(help="What 'history' printed.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Who got what by a delivery."""
    with Library.open(library, create=False) as opened:
        found = opened.deliveries.received(ids.delivery_id(delivery))
    Terminal(as_json).answer(
        found, rows(table("recipient", "file"), [(one.recipient, one.name) for one in found])
    )


def _order(
    library: Library,
    to: str,
    gallery: str,
    by: Recipients,
    players: list[str] | None,
    unasked: bool,
    confirmed: bool,
    file: str,
) -> DeliveryOrder:
    """Who is to get what, under which names."""
    return DeliveryOrder(
        library.galleries.find(gallery).id,
        to,
        by,
        frozenset(library.players.find(name).id for name in players or []),
        tagged=not confirmed,
        unasked=unasked,
        file_template=file,
    )


def _held_back(plan: DeliveryPlan) -> list[str]:
    """Who is withheld and what is left out, in words."""
    lines = [
        f"{one.name} is withheld ({one.reason.value}), on {counted(one.photos, 'photo')}."
        for one in plan.withheld
        if one.photos
    ]
    lines += [
        f"{path.name} was left out: the file itself names {one.name}. {IS_IT_WRONG}"
        for one in plan.withheld
        for path in one.files
    ]
    lines += [
        f"{one.name} {NOT_LOOKED_FOR[one.reason]} and is not looked for: look yourself for photos of them."
        for one in plan.withheld
        if one.reason in NOT_LOOKED_FOR
    ]
    if plan.nameless:
        lines.append(f"{counted(plan.nameless, 'photo')} left out, as nobody is named on them.")
    if plan.placeless:
        lines.append(f"{counted(plan.placeless, 'photo')} left out, as they are of no team or match.")
    if plan.left_out:
        lines.append(f"{counted(plan.left_out, 'photo')} left out, as somebody on them is withheld.")
    if plan.tool_missing:
        lines.append(
            "No names go into the files, and nobody looks whom they name themselves: "
            "ExifTool is not on this computer ('playertag doctor')."
        )
    if plan.elsewhere:
        lines.append(f"{counted(plan.elsewhere, 'photo')} left out, as their files are on another computer.")
    return lines
