"""Every key of the window in one catalogue; each can be bound anew, and single keys turned off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.profile import Profile

# From here on keys are not characters: arrows, Enter, Delete, F1.
FIRST_SPECIAL_KEY = 0x01000000
MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
PORTABLE = QKeySequence.SequenceFormat.PortableText
NATIVE = QKeySequence.SequenceFormat.NativeText


@dataclass(frozen=True, slots=True)
class Key:
    """What a key does. `name` is place and act, `words` in English, `defaults` portable texts."""

    name: str
    words: str
    defaults: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where it works; "window" is everywhere."""
        return self.name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Fixed:
    """What keys do that can't be bound anew, in English; what marks words for translation is an object."""

    keys: object
    words: object


def _key(name: str, words: object, *defaults: str) -> Key:
    """A key; what marks words for translation is typed as an object."""
    return Key(name, str(words), defaults)


WINDOW = (
    _key("window.galleries", QT_TRANSLATE_NOOP("keys", "Go to Galleries"), "Ctrl+1"),
    _key("window.review", QT_TRANSLATE_NOOP("keys", "Go to Review"), "Ctrl+2"),
    _key("window.players", QT_TRANSLATE_NOOP("keys", "Go to Players"), "Ctrl+3"),
    _key("window.training", QT_TRANSLATE_NOOP("keys", "Go to Training"), "Ctrl+4"),
    _key("window.search", QT_TRANSLATE_NOOP("keys", "Go to Search"), "Ctrl+5", "Ctrl+K"),
    _key("window.statistics", QT_TRANSLATE_NOOP("keys", "Go to Statistics"), "Ctrl+6"),
    _key("window.settings", QT_TRANSLATE_NOOP("keys", "Go to Settings"), "Ctrl+7"),
    _key("window.library", QT_TRANSLATE_NOOP("keys", "Other libraries"), "Ctrl+L"),
    _key("window.activity", QT_TRANSLATE_NOOP("keys", "Show the activity"), "Ctrl+J"),
    _key("window.quit", QT_TRANSLATE_NOOP("keys", "Quit"), "Ctrl+Q"),
    _key("window.keys", QT_TRANSLATE_NOOP("keys", "Show the keys"), "?", "F1"),
    _key("window.look", QT_TRANSLATE_NOOP("keys", "Look at a photo"), "Ctrl+O"),
)
GALLERY = (
    _key("gallery.open", QT_TRANSLATE_NOOP("keys", "Open the photo"), "Enter", "Return"),
    *(
        _key(f"gallery.rate_{stars}", QT_TRANSLATE_NOOP("keys", "Give so many stars"), str(stars))
        for stars in range(1, 6)
    ),
    _key("gallery.rate_0", QT_TRANSLATE_NOOP("keys", "Take the stars away"), "0"),
    _key("gallery.reject", QT_TRANSLATE_NOOP("keys", "Reject the photo"), "X"),
    _key("gallery.all", QT_TRANSLATE_NOOP("keys", "Select all"), "Ctrl+A"),
    _key("gallery.escape", QT_TRANSLATE_NOOP("keys", "Select nothing"), "Escape"),
    _key("gallery.copy_names", QT_TRANSLATE_NOOP("keys", "Copy the names"), "Ctrl+C"),
    _key("gallery.copy_paths", QT_TRANSLATE_NOOP("keys", "Copy the paths"), "Ctrl+Shift+C"),
    _key("gallery.folder", QT_TRANSLATE_NOOP("keys", "Open the folder"), "Ctrl+Shift+O"),
    _key("gallery.match", QT_TRANSLATE_NOOP("keys", "Put into a match"), "M"),
    _key("gallery.clock", QT_TRANSLATE_NOOP("keys", "Set the clock of its camera"), "Ctrl+T"),
    _key("gallery.import", QT_TRANSLATE_NOOP("keys", "Import photos"), "Ctrl+I"),
    _key("gallery.recognise", QT_TRANSLATE_NOOP("keys", "Recognise players"), "Ctrl+R"),
    _key("gallery.find_people", QT_TRANSLATE_NOOP("keys", "Find unknown people"), "Ctrl+U"),
    _key("gallery.card", QT_TRANSLATE_NOOP("keys", "Copy a card"), "Ctrl+Shift+I"),
    _key("gallery.hot_folder", QT_TRANSLATE_NOOP("keys", "Watch a hot folder, or stop"), "Ctrl+H"),
    _key("gallery.export", QT_TRANSLATE_NOOP("keys", "Export the names as CSV"), "Ctrl+E"),
    _key("gallery.find", QT_TRANSLATE_NOOP("keys", "Look for a file name"), "Ctrl+F"),
    _key("gallery.everything", QT_TRANSLATE_NOOP("keys", "Show every photo"), "Ctrl+Shift+F"),
    _key("gallery.larger", QT_TRANSLATE_NOOP("keys", "Larger pictures"), "Ctrl++", "Ctrl+="),
    _key("gallery.smaller", QT_TRANSLATE_NOOP("keys", "Smaller pictures"), "Ctrl+-"),
    _key("gallery.undo", QT_TRANSLATE_NOOP("keys", "Undo"), "Ctrl+Z"),
    _key("gallery.redo", QT_TRANSLATE_NOOP("keys", "Redo"), "Ctrl+Y", "Ctrl+Shift+Z"),
)
VIEWER = (
    _key("viewer.next", QT_TRANSLATE_NOOP("keys", "Next photo"), "Right", "PgDown"),
    _key("viewer.previous", QT_TRANSLATE_NOOP("keys", "Previous photo"), "Left", "PgUp"),
    _key("viewer.leave", QT_TRANSLATE_NOOP("keys", "Back to the gallery"), "Escape"),
    _key("viewer.name", QT_TRANSLATE_NOOP("keys", "Type a name"), "/"),
    _key("viewer.confirm", QT_TRANSLATE_NOOP("keys", "Confirm the name"), "Enter", "Return"),
    _key("viewer.reject", QT_TRANSLATE_NOOP("keys", "It is not them, or no face"), "Delete"),
    _key("viewer.ignore", QT_TRANSLATE_NOOP("keys", "Ignore the face"), "X"),
    _key("viewer.not_a_face", QT_TRANSLATE_NOOP("keys", "Not a face"), "N"),
    _key("viewer.zoom_in", QT_TRANSLATE_NOOP("keys", "Zoom in"), "+", "="),
    _key("viewer.zoom_out", QT_TRANSLATE_NOOP("keys", "Zoom out"), "-"),
    _key("viewer.fit", QT_TRANSLATE_NOOP("keys", "Show the whole photo"), "0"),
    _key("viewer.first", QT_TRANSLATE_NOOP("keys", "First photo"), "Home"),
    _key("viewer.last", QT_TRANSLATE_NOOP("keys", "Last photo"), "End"),
    _key("viewer.burst_next", QT_TRANSLATE_NOOP("keys", "Next photo of the burst"), "Shift+Right"),
    _key("viewer.burst_previous", QT_TRANSLATE_NOOP("keys", "Previous photo of the burst"), "Shift+Left"),
    _key("viewer.keep_zoom", QT_TRANSLATE_NOOP("keys", "Keep the zoom from photo to photo"), "Z"),
    _key("viewer.file", QT_TRANSLATE_NOOP("keys", "Show what would be written into the file"), "F"),
    _key("viewer.draw", QT_TRANSLATE_NOOP("keys", "Draw a face"), "D"),
    _key("viewer.boxes", QT_TRANSLATE_NOOP("keys", "Show other boxes"), "B"),
    _key("viewer.copy_names", QT_TRANSLATE_NOOP("keys", "Copy the names"), "Ctrl+C"),
    _key("viewer.clock", QT_TRANSLATE_NOOP("keys", "Set the clock of its camera"), "Ctrl+T"),
    *(
        _key(f"viewer.candidate_{digit}", QT_TRANSLATE_NOOP("keys", "Choose a candidate"), str(digit))
        for digit in range(1, 10)
    ),
    _key("viewer.undo", QT_TRANSLATE_NOOP("keys", "Undo"), "Ctrl+Z"),
    _key("viewer.redo", QT_TRANSLATE_NOOP("keys", "Redo"), "Ctrl+Y", "Ctrl+Shift+Z"),
)
REVIEW = (
    _key("review.confirm", QT_TRANSLATE_NOOP("keys", "Confirm"), "Enter", "Return"),
    _key("review.reject", QT_TRANSLATE_NOOP("keys", "Reject"), "Delete"),
    _key("review.unsure", QT_TRANSLATE_NOOP("keys", "Not sure: put aside"), "U"),
    _key("review.likeliest", QT_TRANSLATE_NOOP("keys", "Confirm as the likeliest player"), "J"),
    _key("review.ignore", QT_TRANSLATE_NOOP("keys", "Ignore"), "X"),
    _key("review.not_a_face", QT_TRANSLATE_NOOP("keys", "Not a face"), "N"),
    _key("review.others", QT_TRANSLATE_NOOP("keys", "Ignore all others in this photo"), "O"),
    _key("review.split", QT_TRANSLATE_NOOP("keys", "New group of the selected faces"), "S"),
    _key("review.merge", QT_TRANSLATE_NOOP("keys", "Merge the group with another one"), "M"),
    _key("review.looser", QT_TRANSLATE_NOOP("keys", "Loosen the group"), ","),
    _key("review.tighter", QT_TRANSLATE_NOOP("keys", "Tighten the group"), "."),
    _key("review.compare", QT_TRANSLATE_NOOP("keys", "Compare with the confirmed faces"), "C"),
    _key("review.aside", QT_TRANSLATE_NOOP("keys", "Faces put aside, and back"), "Shift+U"),
    _key("review.larger", QT_TRANSLATE_NOOP("keys", "Larger faces"), "+", "="),
    _key("review.smaller", QT_TRANSLATE_NOOP("keys", "Smaller faces"), "-"),
    _key("review.photo", QT_TRANSLATE_NOOP("keys", "Whole photo"), "Space"),
    _key("review.name", QT_TRANSLATE_NOOP("keys", "Type a name"), "/"),
    _key("review.all", QT_TRANSLATE_NOOP("keys", "Select all"), "Ctrl+A"),
    _key("review.escape", QT_TRANSLATE_NOOP("keys", "Select nothing, or go back"), "Escape"),
    _key("review.next", QT_TRANSLATE_NOOP("keys", "Next question"), "PgDown"),
    _key("review.previous", QT_TRANSLATE_NOOP("keys", "Previous question"), "PgUp"),
    _key("review.find_people", QT_TRANSLATE_NOOP("keys", "Find unknown people"), "Ctrl+U"),
    _key("review.export", QT_TRANSLATE_NOOP("keys", "Export the names as CSV"), "Ctrl+E"),
    _key("review.undo", QT_TRANSLATE_NOOP("keys", "Undo"), "Ctrl+Z"),
    _key("review.redo", QT_TRANSLATE_NOOP("keys", "Redo"), "Ctrl+Y", "Ctrl+Shift+Z"),
    *(
        _key(f"review.candidate_{digit}", QT_TRANSLATE_NOOP("keys", "Choose a candidate"), str(digit))
        for digit in range(1, 10)
    ),
)
PLAYERS = (
    _key("players.search", QT_TRANSLATE_NOOP("keys", "Search"), "Ctrl+F"),
    _key("players.edit", QT_TRANSLATE_NOOP("keys", "Edit the player"), "F2", "Enter", "Return"),
    _key("players.new", QT_TRANSLATE_NOOP("keys", "Add a player"), "Ctrl+N"),
    _key("players.merge", QT_TRANSLATE_NOOP("keys", "Merge two players"), "Ctrl+M"),
    _key("players.references", QT_TRANSLATE_NOOP("keys", "Add reference photos"), "Ctrl+R"),
    _key("players.roster", QT_TRANSLATE_NOOP("keys", "Import the roster"), "Ctrl+I"),
    _key("players.enroll", QT_TRANSLATE_NOOP("keys", "Enrol players from a folder"), "Ctrl+Shift+R"),
    _key("players.not_them", QT_TRANSLATE_NOOP("keys", "It is not them"), "Delete"),
    _key("players.photos", QT_TRANSLATE_NOOP("keys", "Show their photos"), "Ctrl+G"),
    _key("players.undo", QT_TRANSLATE_NOOP("keys", "Undo"), "Ctrl+Z"),
    _key("players.redo", QT_TRANSLATE_NOOP("keys", "Redo"), "Ctrl+Y", "Ctrl+Shift+Z"),
)
CONFLICTS = (
    *(
        _key(f"conflicts.take_{digit}", QT_TRANSLATE_NOOP("keys", "Take a side"), str(digit))
        for digit in range(1, 10)
    ),
    _key("conflicts.ignore", QT_TRANSLATE_NOOP("keys", "Ignore the face"), "X"),
    _key("conflicts.not_a_face", QT_TRANSLATE_NOOP("keys", "Not a face"), "N"),
    _key("conflicts.name", QT_TRANSLATE_NOOP("keys", "Type a name"), "/"),
    _key("conflicts.undo", QT_TRANSLATE_NOOP("keys", "Undo"), "Ctrl+Z"),
    _key("conflicts.redo", QT_TRANSLATE_NOOP("keys", "Redo"), "Ctrl+Y", "Ctrl+Shift+Z"),
)
GRID = (
    Fixed(QT_TRANSLATE_NOOP("keys", "Arrows"), QT_TRANSLATE_NOOP("keys", "Go to another picture")),
    Fixed(QT_TRANSLATE_NOOP("keys", "Shift+arrows"), QT_TRANSLATE_NOOP("keys", "Select on the way")),
    Fixed(QT_TRANSLATE_NOOP("keys", "Ctrl+arrows"), QT_TRANSLATE_NOOP("keys", "Go without selecting")),
    Fixed(
        QT_TRANSLATE_NOOP("keys", "Ctrl+Space"),
        QT_TRANSLATE_NOOP("keys", "Add to the selection, or take out"),
    ),
)
DRAWING = (
    Fixed(QT_TRANSLATE_NOOP("keys", "Arrows"), QT_TRANSLATE_NOOP("keys", "Zoomed: move the photo")),
    Fixed(QT_TRANSLATE_NOOP("keys", "Arrows"), QT_TRANSLATE_NOOP("keys", "Drawing a face: move the box")),
    Fixed(QT_TRANSLATE_NOOP("keys", "Shift+arrows"), QT_TRANSLATE_NOOP("keys", "Drawing: change its size")),
    Fixed(QT_TRANSLATE_NOOP("keys", "Enter"), QT_TRANSLATE_NOOP("keys", "Drawing: take the box")),
)
FIXED = {"gallery": GRID, "review": GRID, "viewer": DRAWING}
"""By place the keys that can't be bound anew."""
CATALOGUE = {key.name: key for key in (*WINDOW, *GALLERY, *VIEWER, *REVIEW, *PLAYERS, *CONFLICTS)}


def is_single(sequence: str) -> bool:
    """Whether a key sequence is one character without Ctrl or Alt; Space is none."""
    keys = QKeySequence.fromString(sequence, PORTABLE)
    if keys.count() != 1:
        return False
    pressed = keys[0]  # type: ignore[index]
    character = Qt.Key.Key_Space.value < pressed.key().value < FIRST_SPECIAL_KEY
    return character and not pressed.keyboardModifiers() & MODIFIERS


ANSWERING = ("review.", "conflicts.")
"""How the names of keys begin that answer."""


class Keymap(QObject):
    """Which keys do what at present, and the widgets that they work in."""

    changed = Signal()
    """Other keys do something now: say so where keys are named."""

    def __init__(self, profile: Profile, parent: QObject) -> None:
        super().__init__(parent)
        self._profile = profile
        self._own = {name: keys for name, keys in profile.keys().items() if name in CATALOGUE}
        self._bound: list[tuple[str, QShortcut]] = []
        self._hints: dict[str, str] = {}

    def bind(self, name: str, owner: QWidget, act: Callable[[], object]) -> None:
        """Let the keys of `name` do this while `owner` or something in it has the focus.

        Those with Ctrl or Alt do it wherever the focus is while `owner` is in view. A text field that has
        the focus takes the keys that it can type before any of these.
        """
        made = QShortcut(owner)
        # A key that is held is no second answer: it would be to a question that nobody has seen.
        made.setAutoRepeat(not name.startswith(ANSWERING))
        made.activated.connect(act)
        self._bound.append((name, made))
        self._give(name, made)

    def sequences(self, name: str) -> tuple[str, ...]:
        """The keys of an act, the user's own or the usual ones, as portable texts."""
        return self._own.get(name, CATALOGUE[name].defaults)

    def hint(self, name: str) -> str:
        """The first key of an act as the user's keyboard names it; nothing where none works."""
        if name not in self._hints:
            live = self._live(name)
            self._hints[name] = live[0].toString(NATIVE) if live else ""
        return self._hints[name]

    def words(self, name: str) -> str:
        """What the keys do, in the user's language."""
        return QCoreApplication.translate("keys", CATALOGUE[name].words)

    def rebind(self, name: str, sequences: Sequence[str]) -> None:
        """Let these keys do it instead; the usual ones again where none is given."""
        if sequences:
            self._own[name] = tuple(sequences)
        else:
            self._own.pop(name, None)
        self._profile.remember_keys(self._own)
        self._apply()

    def taken(self, name: str, sequence: str) -> str | None:
        """What else a key does where this act works, by its name; None where nothing does."""
        place = CATALOGUE[name].place
        for other in CATALOGUE.values():
            same = place == other.place or "window" in (place, other.place)
            if other.name != name and same and sequence in self.sequences(other.name):
                return other.name
        return None

    @property
    def single_keys(self) -> bool:
        """Whether keys without Ctrl or Alt do something."""
        return self._profile.user.single_keys

    def set_single_keys(self, wanted: bool) -> None:
        """Turn the keys that are one character on or off."""
        self._profile.update(single_keys=wanted)
        self._apply()

    def _give(self, name: str, made: QShortcut) -> None:
        keys = self._live(name)
        context = Qt.ShortcutContext
        chords = all(one[0].keyboardModifiers() & MODIFIERS for one in keys)  # type: ignore[index]
        made.setContext(context.WindowShortcut if chords else context.WidgetWithChildrenShortcut)
        made.setKeys(keys)

    def _live(self, name: str) -> list[QKeySequence]:
        return [
            QKeySequence.fromString(sequence, PORTABLE)
            for sequence in self.sequences(name)
            if self.single_keys or not is_single(sequence)
        ]

    def _apply(self) -> None:
        self._hints.clear()
        self._bound = [(name, made) for name, made in self._bound if isValid(made)]  # dialogs are gone
        for name, made in self._bound:
            self._give(name, made)
        self.changed.emit()
