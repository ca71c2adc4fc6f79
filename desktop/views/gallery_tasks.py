"""What is done with a whole gallery: imports, recognition, grouping, exports, and asking about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from core.errors import TrainingError
from core.file_names import safe_name
from core.types import CardPlan, DeliveryOrder, Gallery, GalleryId, Photo, PhotoId, WholeLibrary, Written
from desktop import delivering, filing, operations, upkeep, verdicts
from desktop.answers import Answers
from desktop.document import Document, Operation
from desktop.jobs import Job, JobState
from desktop.profile import Profile
from desktop.thumbnails import Pictures
from desktop.views.ask_path import Purpose, ask_file, ask_folder, ask_new_file
from desktop.views.card_dialog import CardDialog
from desktop.views.clock import ClockDialog
from desktop.views.delivery_dialog import DeliveryDialog
from desktop.views.import_dialog import ImportDialog
from desktop.views.lookup import LookupDialog
from desktop.views.names_dialog import NamesDialog
from desktop.views.people import PeopleDialog
from desktop.views.put_match import PutDialog
from desktop.views.roster import RosterDialog
from desktop.views.schedule import ScheduleDialog
from desktop.views.take_back import TakeBackDialog

# What a table is called after a gallery whose name no file system takes.
GALLERY = "gallery"


class GalleryTasks(QObject):
    """Starts the long operations of galleries and those that follow on others, and opens the dialogs."""

    player_wanted = Signal(object, str)
    """The id and the name of a player whose photos are to be shown."""
    importing_into = Signal(str)
    """The name of the gallery that an import began to fill."""
    import_stopped = Signal()
    """An import ended before all of its photos were in."""
    nobody_known = Signal(str)
    """The title of a recognition for which nobody is known by a face."""
    handed_out = Signal(object)
    """The id of a gallery whose names were written into a table or its files, or `WHOLE_LIBRARY`."""

    def __init__(
        self, document: Document, answers: Answers, crops: Pictures, profile: Profile, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._answers = answers
        self._crops = crops
        self._profile = profile
        self._window = parent
        self._copies: dict[Job, tuple[str, bool]] = {}
        self._imports: dict[Job, tuple[str, bool]] = {}
        self._handed_out: dict[Job, GalleryId | WholeLibrary] = {}
        self._written: dict[Job, str] = {}
        self._taken_back: dict[Job, Written] = {}
        self._trainings: dict[Job, tuple[GalleryId, str]] = {}
        self._recognitions: dict[Job, tuple[GalleryId, str]] = {}
        self._ordered: DeliveryOrder | None = None
        self.trained = False
        """Whether there is an active training session to recognise with."""

    def ask_import(self, paths: Sequence[Path] = (), gallery: str = "") -> None:
        """Ask what to import, into which gallery."""
        dialog = ImportDialog(self._profile, self.trained, paths, gallery, self._window)
        dialog.wanted.connect(self.import_photos)
        self._open(dialog)

    @Slot(object, object)
    def ask_import_into(self, paths: Sequence[Path], gallery: Gallery | None) -> None:
        """Ask whether to add these to a gallery, or to which."""
        self.ask_import(paths, gallery.name if gallery else "")

    @Slot(object, str, bool)
    def import_photos(self, paths: Sequence[Path], gallery: str, then_recognise: bool) -> None:
        """Import photos and folders of them."""
        self._import(operations.import_photos(paths, gallery), gallery, then_recognise)

    def can_go_on(self, gallery: Gallery) -> bool:
        """Whether an import of it was stopped, and none is running that may be the same."""
        return gallery.stopped and not self.importing

    def go_on(self, gallery: Gallery) -> None:
        """Go on with an import that was stopped."""
        self._import(operations.go_on(gallery.id, gallery.name), gallery.name, then_recognise=False)

    def _import(self, operation: Operation, gallery: str, then_recognise: bool) -> None:
        job = self._document.job(operation)
        self._imports[job] = (gallery, then_recognise)
        self.importing_into.emit(gallery)
        job.ended.connect(self._on_imported)
        job.start()

    @Slot()
    def ask_card(self) -> None:
        """Ask which card to copy, and to where."""
        dialog = CardDialog(self._document, self._profile, self.trained, self._window)
        dialog.wanted.connect(self.copy_card)
        self._open(dialog)

    def ask_hot_folder(self) -> Path | None:
        """Ask into which folder photos will come."""
        return ask_folder(self._profile, self._window, self.tr("Hot folder"), Purpose.HOT_FOLDER)

    @Slot(object, str, bool)
    def copy_card(self, plan: CardPlan, gallery: str, then_recognise: bool) -> None:
        """Copy a card, and import the copies into a gallery unless that has no name."""
        job = self._document.job(filing.copy_card(plan))
        self._copies[job] = (gallery, then_recognise)
        job.ended.connect(self._on_copied)
        job.start()

    @property
    def importing(self) -> bool:
        """Whether photos are coming in."""
        return bool(self._imports)

    def recognise(self, gallery_id: GalleryId, name: str) -> None:
        """Tag and suggest the players that are known; who that is is learnt first where it never was."""
        if self.trained:
            self._document.run(self._recognition(gallery_id, name))
        else:
            self._train_and_recognise(gallery_id, name)

    def _recognition(self, gallery_id: GalleryId, name: str) -> Operation:
        train = partial(self._train_and_recognise, gallery_id, name)
        return operations.recognise(gallery_id, name, train=train)

    def _train_and_recognise(self, gallery_id: GalleryId, name: str) -> None:
        training = self._document.job(replace(upkeep.train(), quiet=True))
        self._trainings[training] = (gallery_id, name)
        training.ended.connect(self._on_trained)
        training.start()

    def find_unknown(self, scope: GalleryId | WholeLibrary, name: str) -> None:
        """Group the faces of a gallery, or of all, that are still unknown."""
        self._document.run(operations.find_unknown_people(scope, name))

    def look_again(self, gallery: Gallery) -> None:
        """Find and describe the faces anew that are still unknown."""
        self._document.run(operations.look_again(gallery.id, gallery.name))

    def read_numbers(self, gallery: Gallery) -> None:
        """Read the numbers that people wear, for recognition to take into account."""
        recognise = partial(self.recognise, gallery.id, gallery.name)
        self._document.run(operations.read_numbers(gallery.id, gallery.name, recognise))

    def ask_names(self, gallery: Gallery) -> None:
        """Show what would be written into the files, and ask whether it is to be."""
        dialog = NamesDialog(self._document, gallery, self._window)
        dialog.wanted.connect(self.write_names)
        self._open(dialog)

    @Slot(object)
    def write_names(self, gallery: Gallery) -> None:
        """Write who is in the photos of a gallery into their files."""
        job = self._hand_out(filing.write_names(gallery.id, gallery.name), gallery.id)
        self._written[job] = gallery.name
        job.ended.connect(self._on_written)
        job.start()

    def ask_take_back(self) -> None:
        """Show what was written into files, and ask which of it is to be taken back."""
        dialog = TakeBackDialog(self._document, self._window)
        dialog.wanted.connect(self.take_back)
        self._open(dialog)

    @Slot(object)
    def take_back(self, run: Written) -> None:
        """Take back what was written into files by a run."""
        job = self._document.job(filing.take_back(run))
        self._taken_back[job] = run
        job.ended.connect(self._on_taken_back)
        job.start()

    def read_names(self, gallery: Gallery) -> None:
        """Name faces by what the files say."""
        self._document.run(filing.read_names(gallery.id, gallery.name))

    def ask_delivery(self, gallery: Gallery) -> None:
        """Ask who is to get the photos, and where they go."""
        dialog = DeliveryDialog(self._document, self._profile, gallery, self._ordered, self._window)
        dialog.wanted.connect(self.deliver)
        self._open(dialog)

    @Slot(object, str)
    def deliver(self, order: DeliveryOrder, name: str) -> None:
        """Deliver the photos of a gallery."""
        self._ordered = order
        self._hand_out(delivering.deliver(order, name), order.gallery_id).start()

    def ask_roster(self, gallery: Gallery) -> None:
        """Ask who plays."""
        self._open(RosterDialog(self._document, gallery, self._window))

    def show_matches(self, gallery: Gallery, photos: Sequence[PhotoId]) -> None:
        """Show what was played when; `photos` are those that a match can take its time from."""
        self._open(
            ScheduleDialog(self._document, self._profile, self._answers, gallery, photos, self._window)
        )

    def ask_match(self, gallery: Gallery, photos: Sequence[PhotoId]) -> None:
        """Ask of which match some photos are."""
        dialog = PutDialog(self._document, gallery, photos, self._window)
        dialog.wanted.connect(self._answers.give)
        self._open(dialog)

    def ask_clock(self, gallery: Gallery, photo: Photo) -> None:
        """Ask when a photo was really taken, to put the clock of its camera right."""
        dialog = ClockDialog(gallery, photo, self._window)
        dialog.wanted.connect(self._answers.give)
        self._open(dialog)

    def show_people(self, gallery: Gallery) -> None:
        """Show who is in the gallery."""
        dialog = PeopleDialog(self._document, gallery, self._window)
        dialog.chosen.connect(self.player_wanted)
        self._open(dialog)

    def ask_picture(self) -> None:
        """Ask for a picture file, and look at it."""
        path = ask_file(self._profile, self._window, self.tr("Look at a photo"), Purpose.PICTURE)
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Say who is in a picture; nothing of it is stored."""
        self._open(LookupDialog(self._document, self._crops, path, self._window))

    @Slot(object, str)
    def ask_names_file(self, scope: GalleryId | WholeLibrary, name: str) -> None:
        """Ask where to put who is in which photo of a gallery, or of all."""
        path = self._ask_csv(self.tr("Export names"), f"{safe_name(name, GALLERY)}.csv")
        if path is not None:
            self.export_names(path, scope)

    def export_names(self, path: Path, scope: GalleryId | WholeLibrary) -> None:
        """Write who is in which photo into a CSV file."""
        self._hand_out(operations.export_names(path, scope), scope).start()

    def _hand_out(self, operation: Operation, scope: GalleryId | WholeLibrary) -> Job:
        job = self._document.job(operation)
        self._handed_out[job] = scope
        job.ended.connect(self._on_handed_out)
        return job

    def ask_tags_file(self) -> None:
        """Ask where to put the tags."""
        path = self._ask_csv(self.tr("Export faces"), "faces.csv")
        if path is not None:
            self.export_tags(path)

    def export_tags(self, path: Path) -> None:
        """Write every face with its label into a CSV file."""
        self._document.run(operations.export_tags(path))

    def ask_clusters_file(self) -> None:
        """Ask where to put the groups."""
        path = self._ask_csv(self.tr("Export groups"), "groups.csv")
        if path is not None:
            self.export_clusters(path)

    def export_clusters(self, path: Path) -> None:
        """Write every face with its group into a CSV file."""
        self._document.run(operations.export_clusters(path))

    def _ask_csv(self, title: str, name: str) -> Path | None:
        kinds = self.tr("Tables (*.csv)")
        return ask_new_file(self._profile, self._window, title, Purpose.EXPORT, name, kinds)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _on_copied(self, job: Job) -> None:
        """Go on to what the copies are for."""
        gallery, then_recognise = self._copies.pop(job)
        if job.state is JobState.DONE and job.result.places and gallery:
            self.import_photos(job.result.places, gallery, then_recognise)

    @Slot(object)
    def _on_imported(self, job: Job) -> None:
        """Go on to what a reviewer needs: who is known, then groups of those who are not."""
        name, then_recognise = self._imports.pop(job)
        if job.state is not JobState.DONE:
            self.import_stopped.emit()
            return
        gallery_id = job.result.gallery_id
        if not then_recognise:
            self.find_unknown(gallery_id, name)
            return
        recognition = self._document.job(self._recognition(gallery_id, name))
        self._recognitions[recognition] = (gallery_id, name)
        recognition.ended.connect(self._on_recognised)
        recognition.start()

    @Slot(object)
    def _on_handed_out(self, job: Job) -> None:
        scope = self._handed_out.pop(job)
        if job.state is JobState.DONE:
            self.handed_out.emit(scope)

    @Slot(object)
    def _on_written(self, job: Job) -> None:
        """Undo knows of it, too."""
        name = self._written.pop(job)
        if job.state is JobState.DONE and job.result.batch is not None:
            self._answers.note(verdicts.written(job.result.batch, name))

    @Slot(object)
    def _on_taken_back(self, job: Job) -> None:
        run = self._taken_back.pop(job)
        if job.state is JobState.DONE:
            self._answers.forget(run.batch)

    @Slot(object)
    def _on_trained(self, job: Job) -> None:
        """Go on to what the training was for, or say why that can't be."""
        gallery_id, name = self._trainings.pop(job)
        recognition = self._recognition(gallery_id, name)
        if job.state is JobState.DONE:
            self._document.run(recognition)
        elif isinstance(job.error, TrainingError):
            self.nobody_known.emit(recognition.title)
        elif job.state is JobState.FAILED:
            self._document.problem.emit(recognition.title, job.error)

    @Slot(object)
    def _on_recognised(self, job: Job) -> None:
        gallery_id, name = self._recognitions.pop(job)
        if job.state is JobState.DONE:
            self.find_unknown(gallery_id, name)
