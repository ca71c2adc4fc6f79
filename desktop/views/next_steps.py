"""What comes next with a gallery, from its import to the names that are handed out."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from functools import partial

from PySide6.QtCore import QByteArray, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame

from core.types import FaceState, Gallery, GalleryId
from desktop import rostering
from desktop.document import Document, Latest, patiently
from desktop.profile import Profile
from desktop.readings import waiting
from desktop.views.flow_layout import flow
from desktop.views.parts import button, dress, label

AWAY, YES = "steps/away", QByteArray(b"yes")
NAMED_ONCE = (FaceState.TAGGED, FaceState.SUGGESTED, FaceState.CONFIRMED)


class Step(Enum):
    """From photos to names, in order."""

    IMPORT = "import"
    PLAYERS = "players"
    RECOGNISE = "recognise"
    REVIEW = "review"
    EXPORT = "export"


class NextSteps(QFrame):
    """A button for each step, with a mark: done, next, or later. Gone when all is done or it is put away."""

    wanted = Signal(object)
    """The `Step` to take."""
    away_wanted = Signal()
    next_known = Signal(bool)
    """Whether another step than Review is the next one, and shown to be."""

    def __init__(self, document: Document, profile: Profile) -> None:
        super().__init__()
        self.setObjectName("filters")
        self._profile = profile
        self._gallery: Gallery | None = None
        self._importing = self._trained = self._known = False
        self._looking = Latest(document, self)
        self._words = {
            Step.IMPORT: self.tr("Import photos"),
            Step.PLAYERS: self.tr("Roster and references"),
            Step.RECOGNISE: self.tr("Recognise"),
            Step.REVIEW: self.tr("Review"),
            Step.EXPORT: self.tr("Export"),
        }
        self.buttons = {step: button("", partial(self.wanted.emit, step), "link") for step in Step}
        self.away_button = button(self.tr("Hide these steps"), self.away_wanted.emit, "quiet")
        self.away_button.setToolTip(self.tr("“More” brings these steps back"))
        flow(self, label(self.tr("Steps:"), "quiet"), *self.buttons.values(), self.away_button)
        self.hide()

    def show_gallery(self, gallery: Gallery | None, importing: bool, trained: bool) -> None:
        """Say how far this gallery is; where nothing was `trained`, somebody may be known by a face yet."""
        self._gallery, self._importing, self._trained = gallery, importing, trained
        if not (trained or self._known or self.are_away):
            self._looking.ask(patiently(rostering.anybody_known()), self._on_known)
        self._show()

    def mark_exported(self, gallery_id: GalleryId) -> None:
        """The names of this gallery were handed out."""
        self._profile.remember_state(f"exported/{gallery_id}", YES)
        self._show()

    @property
    def are_away(self) -> bool:
        """Whether they were put away, for every gallery."""
        return self._profile.state(AWAY) == YES

    @Slot(bool)
    def keep(self, shown: bool) -> None:
        """Show the steps from now on, or put them away."""
        self._profile.remember_state(AWAY, QByteArray() if shown else YES)
        self.show_gallery(self._gallery, self._importing, self._trained)

    @Slot(object)
    def _on_known(self, known: bool) -> None:
        self._known = known
        self._show()

    def _show(self) -> None:
        gallery = self._gallery
        # Without faces it has not been counted yet, or there is nothing to be done with it.
        if gallery is None or self.are_away or not (gallery.faces or self._importing or gallery.stopped):
            self._vanish()
            self.next_known.emit(False)
            return
        done = self._done(gallery)
        first = next((step for step in Step if step not in done), None)
        for step, made in self.buttons.items():
            mark = "✓" if step in done else "●" if step is first else "○"
            made.setText(f"{mark}  {self._said(step, gallery)}")
            dress(made, "primary" if step is first else "link")
        if first is None:
            self._vanish()
        else:
            self.show()
        self.next_known.emit(first not in {None, Step.REVIEW})

    def _said(self, step: Step, gallery: Gallery) -> str:
        if step is Step.IMPORT and gallery.stopped and not self._importing:
            return self.tr("Go on with the import")
        return self._words[step]

    def _vanish(self) -> None:
        """The keyboard goes on to the photos, not to whatever comes first in the window."""
        if self.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus()
        self.hide()

    def _done(self, gallery: Gallery) -> Collection[Step]:
        named = any(gallery.by_state.get(state, 0) for state in NAMED_ONCE)
        is_done = {
            Step.IMPORT: not (self._importing or gallery.stopped),
            Step.PLAYERS: self._known or self._trained,
            Step.RECOGNISE: self._trained and named,
            Step.REVIEW: named and not waiting(gallery),
            Step.EXPORT: self._profile.state(f"exported/{gallery.id}") == YES,
        }
        return {step for step, done in is_done.items() if done}
