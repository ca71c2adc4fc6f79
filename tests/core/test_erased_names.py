"""Whose what Playertag wrote is, where a name is a part of another one or a template touches it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable

import pytest
from sqlalchemy import select, text

from core.db.schema import DeliveredFileRow, DeliveredPhotoRow, DeliveryRow, FileTagRow, FileWriteRow
from core.jobs import JobContext
from core.library import Library
from core.metadata.edits import region_tag
from core.metadata.tags import Region
from core.types import Box, FileTag, PlayerId, PlayerUpdate, TagField
from tests.fakes.planter import Planter
from tests.fakes.star import found_in


def tags_of(names: Collection[str], caption: str) -> list[FileTag]:
    """What Playertag writes into the file of a photo of some players."""
    return [
        *(FileTag(TagField.PERSON, name) for name in names),
        *(FileTag(TagField.KEYWORD, name) for name in names),
        *(FileTag(TagField.HIERARCHY, f"Players|Jan Team|{name.replace('|', '/')}") for name in names),
        *(region_tag(Region(name, Box(0.6, 0.6, 0.1, 0.1))) for name in names),
        FileTag(TagField.CAPTION, caption),
    ]


def write(library: Library, planter: Planter, path: str, player: PlayerId, caption: str) -> list[FileTag]:
    """Have it as if Playertag wrote a photo of a player twice; what the file says."""
    name = library.players.get(player).name
    (face,) = planter.photo(name)
    library.review.confirm([face], player)
    tags = tags_of([name], caption)
    held = [[tag.field.value, tag.value] for tag in tags]
    patch = {"before": "b", "after": "c", "start": 0, "end": 1, "pending": False, "batch_id": "1"}
    with library._database.write() as session:
        session.add_all(FileTagRow(path=path, field=tag.field.value, value=tag.value) for tag in tags)
        for own, stretch in (([], b"rdf:li>"), (held, b"<rdf:li>")):
            photo = planter.face(face).photo_id
            row = FileWriteRow(photo_id=photo, path=path, target=path, **patch)
            row.own, row.stretch = own, zlib.compress(stretch)
            session.add(row)
    return tags


def paths_kept(library: Library) -> tuple[dict[str, int], dict[str, int]]:
    """How many tags, and how many writes that can be taken back, there are of each file."""
    with library._database.read() as session:
        tags, writes = (
            list(session.scalars(select(column))) for column in (FileTagRow.path, FileWriteRow.path)
        )
    return {one: tags.count(one) for one in tags}, {one: writes.count(one) for one in writes}


@pytest.mark.parametrize(
    ("name", "other", "template"),
    [
        ("Jan", "Jan Novak", "{} at January Cup, Jan Team"),
        ("Li", "Li Wei", "by{}_"),
        ("田中", "田中太郎", "写真は{}選手です"),
        ("Zoe\N{COMBINING DIAERESIS}", "Zoëlle", "_{}_"),
        ('Jan "100%|_*" O\'Neil', 'Jan "100%|_*" O\'Neil II', "{}"),
    ],
)
def test_what_is_of_somebody_whose_name_has_theirs_in_it_stays(
    library: Library, planter: Planter, name: str, other: str, template: str
) -> None:
    theirs, others = planter.enrolled(name, other)
    library.players.update(others, PlayerUpdate(team="Jan Team"))
    write(library, planter, "/theirs.jpg", theirs, template.format(name))
    kept = write(library, planter, "/others.jpg", others, template.format(other))
    backup = library.backups.make().path
    library.privacy.erase(theirs, JobContext(), files=False)
    # What was first written into their file takes it back to where it named nobody.
    assert paths_kept(library) == ({"/others.jpg": len(kept)}, {"/theirs.jpg": 1, "/others.jpg": 2})
    library.close()
    library.paths.database.write_bytes(backup.read_bytes())
    with Library.open(library.paths.root) as before:
        assert paths_kept(before) == ({"/others.jpg": len(kept)}, {"/theirs.jpg": 1, "/others.jpg": 2})
        before.privacy.erase(others, JobContext(), files=False)
        assert paths_kept(before)[0] == {}


def test_no_template_leaves_a_name_behind(library: Library, planter: Planter) -> None:
    (player,) = planter.enrolled("田中太郎")
    for number, template in enumerate(("写真は{}選手です", "Foto{}", "{}1", "_{}_", "x{}y")):
        write(library, planter, f"/{number}.jpg", player, template.format("田中太郎"))
    library.backups.make()
    traces = {"name": {spelled.encode() for spelled in ("田中太郎", json.dumps("田中太郎")[1:-1])}}
    assert found_in(library.paths.root, traces)
    library.privacy.erase(player, JobContext(), files=False)
    assert found_in(library.paths.root, traces) == {}
    assert paths_kept(library)[0] == {}


DELIVERED = {
    "Jan/IMG_1.jpg": "Jan",
    "Jan/_Jan_ 2.jpg": "Jan",
    "Jan Novak/IMG_1.jpg": "Jan Novak",
    "Jan Novak/Jan Novak 2.jpg": "Jan Novak",
    "Jan Novak/January 3.jpg": "Jan Novak",
    "Jan Novak/Jan, Jan Novak 4.jpg": "Jan Novak",
    "Jan Novak/IMG_Jan.jpg": "Jan Novak",
    "Jan Team/IMG_1.jpg": "Jan Team",
    "Jan Team/FotoJan.jpg": "Jan Team",
}
"""The names of files, and who got them."""
OTHER_FILES = (
    *("Jan.zip", "Jan/contact sheet.pdf", "Jan (2)/begun.jpg", "IMG/begun Jan.jpg"),
    *("Jan Novak.zip", "Jan Novak/contact sheet.pdf", "manifest.csv", "Jan Team.zip"),
)


def test_what_others_were_given_stays_where_it_does_not_name_them(library: Library, planter: Planter) -> None:
    jan, novak = planter.enrolled("Jan", "Jan Novak")
    library.players.update(novak, PlayerUpdate(team="Jan Team"))
    (of_jan,) = planter.photo("Jan")
    library.review.confirm([of_jan], jan)
    photo = planter.face(of_jan).photo_id
    ids = {"Jan": jan, "Jan Novak": novak}
    with library._database.write() as session:
        session.add(DeliveryRow(id="1", destination="/out"))
        session.flush()
        for name, recipient in DELIVERED.items():
            shown = photo if "FotoJan" in name else "another"
            row = {"delivery_id": "1", "recipient": recipient, "photo_id": shown}
            session.add(DeliveredPhotoRow(name=name, player_id=ids.get(recipient), **row))
        for name in (*DELIVERED, *OTHER_FILES):
            session.add(DeliveredFileRow(destination="/out", name=name, recipe="", size=1))
    preview = library.privacy.preview_erase(jan)
    assert library.privacy.erase(jan, JobContext()).receipt.gone == preview
    photos = {
        *("Jan Novak/IMG_1.jpg", "Jan Novak/Jan Novak 2.jpg", "Jan Novak/January 3.jpg", "Jan Team/IMG_1.jpg")
    }
    others = {"Jan Novak.zip", "Jan Novak/contact sheet.pdf", "manifest.csv", "Jan Team.zip"}
    assert names_in(library, "delivered_photo") == photos
    assert names_in(library, "delivered_file") == photos | others
    assert preview.deliveries == len(DELIVERED) - len(photos)


def names_in(library: Library, table: str) -> set[str]:
    with library._database.read() as session:
        return set(session.scalars(text(f"SELECT name FROM {table}")))


def test_only_who_is_erased_is_counted_where_a_name_stays(library: Library, planter: Planter) -> None:
    jan, _ = planter.enrolled("Jan", "Jan Novak")
    planter.photo("Somebody", gallery="Jan at home")
    planter.photo("Somebody", gallery="Jan Novak at home")
    planter.photo("Somebody", gallery="January")
    assert library.privacy.preview_erase(jan).mentions == 1


def test_a_file_that_named_them_before_is_not_taken_back_to_that(library: Library, planter: Planter) -> None:
    li, wei = planter.enrolled("Li", "Li Wei")
    (face,) = planter.photo("Somebody")
    held = (b"<rdf:li>Li</rdf:li>", b"li>Somebody</rdf:li>", b"<rdf:li>Li Wei</rdf:li>", b"<x:a b:Li='Bea'>")
    patch = {"before": "b", "after": "c", "start": 0, "end": 1, "pending": False, "batch_id": "1"}
    file = {"photo_id": planter.face(face).photo_id, "path": "/a", "target": "/a"}
    with library._database.write() as session:
        for one in held:
            session.add(FileWriteRow(**file, **patch, own=[], stretch=zlib.compress(one)))
    library.privacy.erase(li, JobContext())
    assert stretches(library) == {*held[1:]}
    library.privacy.erase(wei, JobContext())
    assert stretches(library) == {held[1], held[3]}


def stretches(library: Library) -> set[bytes]:
    with library._database.read() as session:
        found: Iterable[bytes] = session.scalars(select(FileWriteRow.stretch))
        return set(map(zlib.decompress, found))
