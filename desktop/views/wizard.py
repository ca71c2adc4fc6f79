"""The first start, and every new library: where it goes, its model pack, and what it starts with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core import first_start
from core.demo import ensure_demo
from core.errors import PlayertagError
from core.jobs import JobContext, Progress
from core.paths import demo_folder
from desktop.jobs import Call, Job, Jobs, JobState, Lane
from desktop.language import in_user_language
from desktop.profile import Profile
from desktop.theme import app_icon
from desktop.views.pack_page import PackPage
from desktop.views.parts import button, label
from desktop.views.wizard_pages import Begun, PlacePage, StartPage, Then

PLACE, PACK, START = range(3)
SIZE = QSize(720, 600)


class Wizard(QDialog):
    """Three steps. What takes time is a job; a step that is left unfinished leaves nothing behind."""

    begun = Signal(object)
    """A `Begun`: everything it names is there."""

    def __init__(self, jobs: Jobs, profile: Profile, suggested: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._running: Job | None = None
        self._looking: Job | None = None
        self._succeeded: Callable[..., None] = self._begin
        self._pack_id = ""
        self.setWindowTitle(self.tr("Playertag – a new library"))
        self.setWindowIcon(app_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self.place = PlacePage(suggested)
        self.pack = PackPage(profile)
        self.start = StartPage()
        self._build()
        self.place.look_wanted.connect(self._look)
        self.place.changed.connect(self._update)
        self.place.invited.connect(self._on_invited)
        self.pack.changed.connect(self._update)
        self._read_packs()
        self.place.look()
        self._go_to(PLACE)

    def _build(self) -> None:
        self.pages = QStackedWidget()
        for page in (self.place, self.pack, self.start):
            self.pages.addWidget(page)
        self.title = label("", "emptyTitle")
        self.steps = label("", "quiet")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.words = label("", "quiet")
        self.words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 22, 26, 18)
        layout.setSpacing(12)
        layout.addWidget(self.steps)
        layout.addWidget(self.title)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.words)
        layout.addWidget(self._foot())
        self.progress.hide()

    def _foot(self) -> QFrame:
        self.back_button = button(self.tr("Back"), self.back)
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        self.next_button = button("", self.go_on, "primary")
        self.next_button.setDefault(True)
        foot = QFrame()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 6, 0, 0)
        line.addWidget(self.cancel_button)
        line.addStretch(1)
        line.addWidget(self.back_button)
        line.addWidget(self.next_button)
        return foot

    # -- Steps -----------------------------------------------------------------------------------

    @Slot()
    def go_on(self) -> None:
        """The next step, when this one is done."""
        if not self._ready:
            return
        step = self.pages.currentIndex()
        if step == PLACE:
            self._leave_place(Then.NOTHING)
        elif step == PACK:
            self._leave_pack()
        else:
            self._finish()

    @Slot()
    def back(self) -> None:
        """The step before."""
        if self._running is None and self.pages.currentIndex() > PLACE:
            self._go_to(self.pages.currentIndex() - 1)

    def reject(self) -> None:
        """Stop what runs; where nothing does, leave."""
        if self._running is not None:
            self.words.setText(self.tr("Stopping…"))
            self._running.cancel()
            return
        super().reject()

    def _go_to(self, step: int) -> None:
        titles = (
            self.tr("Where should your library be?"),
            self.tr("Which models should find the faces?"),
            self.tr("What would you like to start with?"),
        )
        names = (self.tr("Library"), self.tr("Model pack"), self.tr("Start"))
        self.pages.setCurrentIndex(step)
        self.title.setText(titles[step])
        marks = ("●" if n == step else "✓" if n < step else "○" for n in range(len(names)))
        self.steps.setText("     ".join(f"{mark}  {name}" for mark, name in zip(marks, names, strict=True)))
        self.words.setText("")
        self._update()
        page = self.pages.currentWidget()
        choices = page.findChildren(QRadioButton) if page is not None else []
        chosen = next((one for one in choices if one.isChecked()), page)
        if chosen is not None:
            chosen.setFocus()

    @Slot()
    def _on_invited(self) -> None:
        self.start.choices[Then.TEAM].setChecked(True)
        self._leave_place(Then.TEAM)

    def _leave_place(self, then: Then) -> None:
        place = self.place.place
        if place is not None and place.library_there:
            self._begin(Begun(place.root, None, then, place.root))
        else:
            self._go_to(PACK)

    def _leave_pack(self) -> None:
        wanted = self.pack.wanted
        if wanted is None:
            return
        if wanted.installed:
            self._on_pack(wanted.id)
        else:
            call = _installing(wanted.id, wanted.source)
            self._run(self.tr("Install the model pack"), call, self._on_installed)

    def _on_installed(self, pack_id: str) -> None:
        self._read_packs()
        self._on_pack(pack_id)

    def _on_pack(self, pack_id: str) -> None:
        self._pack_id = pack_id
        self._go_to(START)

    def _finish(self) -> None:
        place = self.place.place
        if place is not None:
            call = _making(place.root, self._pack_id, self.start.then)
            self._run(self.tr("Make the library"), call, self._begin)

    def _begin(self, begun: Begun) -> None:
        self.accept()
        self.begun.emit(begun)

    # -- Jobs ------------------------------------------------------------------------------------

    def _run(self, title: str, call: Call, succeeded: Callable[..., None]) -> None:
        self._running = self._jobs.make(title, Lane.ENGINE, call)
        self._running.progressed.connect(self._on_progress)
        self._running.failed.connect(self._on_failed)
        self._running.cancelled.connect(self._on_cancelled)
        self._running.ended.connect(self._on_ended)
        self._succeeded = succeeded
        self.progress.setRange(0, 0)
        self.words.setText("")
        self._update()
        self._running.start()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self.progress.setRange(0, progress.total)
        self.progress.setValue(progress.done)
        words = self.tr("{step}: {done} of {total}") if progress.total else "{step}…"
        self.words.setText(
            words.format(step=in_user_language(progress.step), done=progress.done, total=progress.total)
        )

    @Slot(object)
    def _on_failed(self, error: PlayertagError) -> None:
        self.words.setText(f"⚠  {in_user_language(error.words)}")

    @Slot()
    def _on_cancelled(self) -> None:
        self.words.setText(self.tr("Stopped. Nothing was left half made."))

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        self._running = None
        self._update()
        if job.state is JobState.DONE:
            self._succeeded(job.result)

    @Slot(object)
    def _look(self, root: Path) -> None:
        if self._looking is not None:
            self._looking.drop()
        self._looking = self._jobs.make(
            self.tr("Look at the folder"), Lane.READ, lambda _: first_start.look_at_place(root)
        )
        self._looking.succeeded.connect(self.place.show_place)
        self._looking.ended.connect(self._on_looked)
        self._looking.start()

    @Slot(object)
    def _on_looked(self, job: Job) -> None:
        if job is self._looking:
            self._looking = None

    def _read_packs(self) -> None:
        job = self._jobs.make(self.tr("Look for model packs"), Lane.READ, lambda _: first_start.packs())
        job.succeeded.connect(self.pack.show_packs)
        job.failed.connect(self._on_failed)
        job.start()

    # -- What can be pressed ---------------------------------------------------------------------

    @property
    def _ready(self) -> bool:
        if self._running is not None:
            return False
        step = self.pages.currentIndex()
        return (self.place.complete, self.pack.complete, True)[step]

    @Slot()
    def _update(self) -> None:
        step, running = self.pages.currentIndex(), self._running is not None
        self.progress.setVisible(running)
        self.pages.setEnabled(not running)
        self.back_button.setVisible(step > PLACE)
        self.back_button.setEnabled(not running)
        self.next_button.setEnabled(self._ready)
        self.next_button.setText(self._next_words(step))
        self.cancel_button.setText(self.tr("Stop") if running else self.tr("Cancel"))

    def _next_words(self, step: int) -> str:
        if step == PLACE:
            place = self.place.place
            return self.tr("Open") if place and place.library_there else self.tr("Next")
        if step == PACK:
            wanted = self.pack.wanted
            return self.tr("Next") if wanted is None or wanted.installed else self.tr("Install")
        return self.tr("Start")


def _installing(pack_id: str, source: Path | None) -> Call:
    return lambda context: first_start.install(pack_id, source, context)


def _making(own: Path, pack_id: str, then: Then) -> Call:
    """Make the user's library last: a sample that is stopped half way leaves none behind."""

    def call(context: JobContext) -> Begun:
        root, gallery = own, None
        if then is Then.SAMPLE:
            root, gallery = ensure_demo(demo_folder(), pack_id, context)
        context.checkpoint()
        first_start.make_library(own, pack_id)
        return Begun(root, gallery, then, own)

    return call
