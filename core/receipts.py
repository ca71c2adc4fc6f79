"""What erasing takes out and leaves, in words for people: for the command line, the window and a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from core.types import Receipt, Traces
from core.words import Words, said


def what_goes(gone: Traces) -> Iterator[tuple[Words, int]]:
    """What is taken out, each with how much there is of it."""
    yield said("Entries on the roster, with what they were merged of"), gone.players
    yield said("Faces with their crops"), gone.faces
    yield said("Embeddings"), gone.embeddings
    yield said("Reference photos that show nobody else, as the library knows them"), gone.photos
    yield said("Answers, and what the recogniser said"), gone.answers
    yield said("Templates of training sessions"), gone.templates
    yield said("Photos that they were given, as the library remembers it"), gone.deliveries
    yield said("Saved filters that ask for them"), gone.filters
    yield said("Files that Playertag wrote the name into"), gone.files


def what_stays(gone: Traces) -> Iterator[tuple[Words, int]]:
    """What is not taken out, where there is any."""
    stays = (
        (said("Faces that were only suggested to be them, as unknown ones"), gone.suggested),
        (said("Paths of files with the name in them: rename the files, import them again"), gone.paths),
        (said("Names of galleries and the like that have the name in them"), gone.mentions),
    )
    yield from (one for one in stays if one[1])


def out_of_reach(receipt: Receipt) -> Iterator[Words]:
    """Where a trace may be that no program of this computer can take out."""
    if receipt.files_left:
        yield said("Photo files in which the name still is: {n}.", n=receipt.files_left)
    if receipt.swept.file_waits:
        yield said(
            "Deleted rows in the library's own file, as another program reads it all the time. When that "
            "has ended they go before the next backup."
        )
    for folder in receipt.swept.unreached:
        yield said(
            "Backups in {folder}, which is not there or can't be written to. Delete them when it is back; "
            "the next time that anybody is erased, these are written anew as well.",
            folder=folder,
        )
    if receipt.pictures_waiting:
        yield said("Pictures that leave the team's store at the next sync: {n}.", n=receipt.pictures_waiting)
    if receipt.team:
        yield said("The others of the team hear of it when they sync; each library erases them then.")
    yield said(
        "Photos show whom they show. Tables, deliveries and copies that left this library are where "
        "they went."
    )


def receipt_text(receipt: Receipt) -> Iterator[Words]:
    """A receipt, line by line; it names nobody."""
    at = f"{receipt.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    yield said("Erased on {when} UTC: {ids}", when=at, ids=", ".join(receipt.players))
    for words, count in what_goes(receipt.gone):
        yield said("{what}: {n}", what=words, n=count)
    yield said("Files without the name by now: {n}", n=receipt.files_cleaned)
    yield said("Backups written anew: {n}", n=receipt.swept.backups)
    if receipt.swept.backups_deleted:
        yield said("Damaged backups and files, deleted: {n}", n=receipt.swept.backups_deleted)
    yield said("What stays:")
    for words, count in what_stays(receipt.gone):
        yield said("{what}: {n}", what=words, n=count)
    yield from out_of_reach(receipt)
