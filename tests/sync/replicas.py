"""Libraries of a team that do anything and meet at any time, for tests of what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

from sqlalchemy import select, text

from core.changes import Changes
from core.db.schema import DecisionRow, FaceRow, PhotoRow, PlayerRow, TeamRow, new_id, now
from core.errors import InvalidValueError, NotFoundError, ServerError
from core.jobs import JobContext
from core.library import Library
from core.recognition.history import Decision, record
from core.sync import noting
from core.sync.clock import NEVER, new_replica
from core.sync.engine import Sync
from core.sync.remote import Remote
from core.types import BatchId, FaceId, PhotoId, PlayerId, PlayerUpdate, Role, Source, Verdict
from tests.fakes.planter import Planter

NO_SKEW = timedelta()
SAME_EVERYWHERE = {
    "photo": "id, width, height, taken_at, camera, rating, face_count, named_count",
    "gallery": "id, name",
    "gallery_photo": "gallery_id, photo_id, sort_key",
    "gallery_player": "gallery_id, player_id",
    "gallery_refusal": "gallery_id, player_id",
    "face": "id, photo_id, x, y, w, h, landmarks, state, player_id, probability, similarity, aside",
    "embedding": "face_id, pack_id, vector",
    "player": "id, name, number, team, external_id, consent, consent_until, merged, merged_into",
    "player_season": "player_id, season, team, number",
    "match": "id, gallery_id, name, court, starts_at, ends_at, teams",
    "gallery_camera": "gallery_id, camera, clock_s, court",
    "match_photo": "gallery_id, photo_id, match_id",
    "decision": "stamp, batch_id, face_id, player_id, verdict, source, who, reason, at, probability, feed",
    "revision": "kind, thing, field, value, stamp",
    "gallery_count WHERE faces <> 0": "gallery_id, state, faces",
}


def snapshot(library: Library) -> dict[str, list[tuple[Any, ...]]]:
    """All that is to be the same in every library of a team."""
    with library._database.read() as session:
        return {
            table: sorted(map(tuple, session.execute(text(f"SELECT {columns} FROM {table}"))), key=repr)
            for table, columns in SAME_EVERYWHERE.items()
        }


def enter(library: Library, login: str) -> None:
    """Make a library one of a team without a server to ask."""
    team = TeamRow(
        tournament_id="cup",
        name="Cup",
        server="",
        login=login,
        replica=new_replica(),
        heard=NEVER,
        remembered=NEVER,
        applying=False,
    )
    with library._database.write() as session:
        session.add(team)
        session.flush()
        noting.begin(session)


class Replica:
    """One library of a team. `skew` is how wrong its laptop's clock is."""

    def __init__(self, library: Library, random: Random, skew: timedelta = NO_SKEW) -> None:
        self.library, self.random, self.skew = library, random, skew
        self.planter = Planter(library)
        self.planter._photos = random.randrange(10**6)
        self.batches: list[BatchId] = []

    def clock(self) -> datetime:
        """What the laptop takes the time to be."""
        return now() + self.skew

    def sync_over(self, remote: Remote) -> None:
        """Meet the others over a line, which may break."""
        with suppress(ServerError):
            Sync(self.library._database, remote, Role.OWNER, self.clock).run(JobContext())

    def act(self) -> None:
        """Do something, as a person or as the machine."""
        with (
            patch("core.recognition.history.now", self.clock),
            suppress(InvalidValueError, NotFoundError, IndexError),
        ):
            self.random.choice(ACTS)(self)

    def human(self) -> set[tuple[str, str, str, str | None]]:
        """What people said: batch, face, verdict and player."""
        query = select(DecisionRow.batch_id, DecisionRow.face_id, DecisionRow.verdict, DecisionRow.player_id)
        with self.library._database.read() as session:
            rows = session.execute(query.where(DecisionRow.source == Source.PERSON.value))
            return {(batch, face, str(verdict), player) for batch, face, verdict, player in rows}

    # -- acts ------------------------------------------------------------------------------------

    def _ids(self, column: Any) -> list[str]:
        with self.library._database.read() as session:
            return list(session.scalars(select(column).order_by(column)))

    def _one(self, column: Any) -> str:
        return self.random.choice(self._ids(column))

    def _faces(self) -> list[FaceId]:
        faces = self._ids(FaceRow.id)
        return [
            FaceId(face) for face in self.random.sample(faces, min(len(faces), self.random.randint(1, 3)))
        ]

    def _remember(self, changes: Changes) -> None:
        if changes.batch is not None:
            self.batches.append(changes.batch)

    def _photo(self) -> None:
        self.planter.photo(
            *self.random.sample("ABCDEF", self.random.randint(1, 3)),
            gallery=self.random.choice(["Day 1", "Day 2"]),
            camera=self.random.choice(["Canon", "Nikon"]),
            taken_at=datetime(2026, 11, 1, 12, self.random.randint(0, 59)),
        )

    def _player(self) -> None:
        team = self.random.choice(["Reds", "Blues", ""])
        name = self.random.choice(["Ann", "Bea", "Cyd"])
        self.library.players.add(name, str(self.random.randint(1, 99)), team)

    def _confirm(self) -> None:
        player = PlayerId(self._one(PlayerRow.id))
        self._remember(self.library.review.confirm(self._faces()[:1], player))

    def _reject(self) -> None:
        self._remember(self.library.review.reject(self._faces(), PlayerId(self._one(PlayerRow.id))))

    def _ignore(self) -> None:
        self._remember(self.library.review.ignore(self._faces()))

    def _not_a_face(self) -> None:
        self._remember(self.library.review.not_a_face(self._faces()))

    def _unsure(self) -> None:
        self._remember(self.library.review.unsure(self._faces()))

    def _undo(self) -> None:
        self._remember(self.library.review.undo(self.random.choice(self.batches)))

    def _recognise(self) -> None:
        player, verdict = self._one(PlayerRow.id), self.random.choice([Verdict.TAG, Verdict.SUGGEST])
        said = [
            Decision(face, verdict, Source.MACHINE, player, probability=self.random.random())
            for face in self._faces()[:1]
        ]
        with self.library._database.write() as session:
            record(session, said, BatchId(new_id()))

    def _rename(self) -> None:
        player = PlayerId(self._one(PlayerRow.id))
        self.library.players.update(player, PlayerUpdate(name=f"Player {self.random.randint(1, 99)}"))

    def _merge(self) -> None:
        one, other = self._one(PlayerRow.id), self._one(PlayerRow.id)
        self._remember(self.library.players.merge(PlayerId(one), PlayerId(other)))

    def _rate(self) -> None:
        self.library.galleries.rate({PhotoId(self._one(PhotoRow.id)): self.random.randint(0, 5)})

    def _roster(self) -> None:
        gallery = self.random.choice(self.library.galleries.all()).id
        self.library.galleries.set_roster(gallery, {PlayerId(self._one(PlayerRow.id))})

    def _refuse(self) -> None:
        gallery, player = (
            self.random.choice(self.library.galleries.all()).id,
            PlayerId(self._one(PlayerRow.id)),
        )
        self.library.players.refuse_for(player, gallery, self.random.random() < 0.7)

    def _match(self) -> None:
        gallery = self.random.choice(self.library.galleries.all()).id
        start = datetime(2026, 11, self.random.randint(1, 28), 12)
        teams = self.random.choice([(), ("Reds",), ("Blues", "Reds")])
        self.library.matches.add(gallery, "Final", start, start + timedelta(hours=1), "", teams)

    def _put(self) -> None:
        gallery = self.random.choice(self.library.galleries.all()).id
        photo = self.random.choice(self.library.galleries.photo_ids(gallery))
        matches = [match.id for match in self.library.matches.of(gallery)]
        self.library.matches.put(gallery, {photo: self.random.choice([None, *matches])})

    def _clock(self) -> None:
        gallery = self.random.choice(self.library.galleries.all()).id
        camera = self.random.choice(self.library.cameras.of(gallery))
        clock = timedelta(minutes=self.random.randint(-7, 7))
        self.library.cameras.save(replace(camera, clock=clock, court=self.random.choice(["", "1"])))

    def _delete_match(self) -> None:
        galleries = self.library.galleries.all()
        found = [match for gallery in galleries for match in self.library.matches.of(gallery.id)]
        self.library.matches.delete(self.random.choice(found).id)


ACTS: list[Callable[[Replica], None]] = [
    *[Replica._confirm] * 5,
    *[Replica._reject] * 2,
    *[Replica._undo] * 2,
    *[Replica._recognise] * 3,
    *[Replica._photo] * 2,
    *[Replica._player] * 2,
    Replica._ignore,
    Replica._not_a_face,
    Replica._unsure,
    Replica._rename,
    Replica._merge,
    Replica._rate,
    Replica._roster,
    Replica._refuse,
    *[Replica._match] * 2,
    Replica._put,
    Replica._clock,
    Replica._delete_match,
]
