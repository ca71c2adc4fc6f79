"""Dark and light: one set of colours for the palette, the style sheet and what delegates paint.

Text reaches a contrast of 4.5:1 on the surfaces it stands on, marks and outlines 3:1 (WCAG 2.2 AA);
`tests/desktop/test_theme.py` measures it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QDir, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from core.paths import resources
from core.types import FaceState

# Lines stand beside text, the largest at 24 points; twice and more of that for dense screens.
ICON_SIDES = (16, 20, 24, 32, 48, 64)
# The program's own stands on desktops too.
APP_ICON_SIDES = (*ICON_SIDES, 128, 256)


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme as #rrggbb."""

    window: str
    panel: str
    raised: str
    field: str
    line: str
    edge: str
    text: str
    quiet: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    confirmed: str
    tagged: str
    suggested: str
    unknown: str
    warning_surface: str
    warning_text: str

    def state(self, state: FaceState) -> QColor:
        """The colour that goes with a face's state; shape and text say it as well."""
        by_state = {
            FaceState.CONFIRMED: self.confirmed,
            FaceState.TAGGED: self.tagged,
            FaceState.SUGGESTED: self.suggested,
            FaceState.UNKNOWN: self.unknown,
            FaceState.REJECTED: self.unknown,
        }
        return ink(by_state.get(state, self.quiet))


@cache
def ink(colour: str) -> QColor:
    """A colour as Qt takes it, made once: cells are painted by the thousand."""
    return QColor(colour)


DARK = Colours(
    window="#16181b",
    panel="#1d2024",
    raised="#272b30",
    field="#121416",
    line="#30353b",
    edge="#6d7681",
    text="#e6e8ea",
    quiet="#aab2bb",
    accent="#3d8bfd",
    accent_hover="#5a9dff",
    on_accent="#07111f",
    selection="#25405f",
    confirmed="#4cc38a",
    tagged="#5fb0ff",
    suggested="#f0b23e",
    unknown="#c3c9d0",
    warning_surface="#3d2e12",
    warning_text="#f6d38b",
)

LIGHT = Colours(
    window="#eef0f2",
    panel="#f8f9fa",
    raised="#ffffff",
    field="#ffffff",
    line="#d3d8dd",
    edge="#7b858f",
    text="#1b1f23",
    quiet="#56606a",
    accent="#1259c3",
    accent_hover="#0e4aa5",
    on_accent="#ffffff",
    selection="#cfe2ff",
    confirmed="#126b44",
    tagged="#1259c3",
    suggested="#8a5a00",
    unknown="#4a535c",
    warning_surface="#fff1cf",
    warning_text="#5c4100",
)


def colours(palette: QPalette) -> Colours:
    """The theme's colours by the palette that a widget paints with."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def apply(app: QApplication, theme: str) -> None:
    """Dress the application: "dark", "light" or "system" (dark where the system doesn't say)."""
    light = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Light
    chosen = LIGHT if theme == "light" or (theme == "system" and light) else DARK
    sheet = _style_sheet(chosen)
    if app.styleSheet() != sheet:
        app.setStyle("Fusion")
        app.setPalette(_palette(chosen))
        app.setStyleSheet(sheet)


@contextmanager
def undressed(app: QApplication) -> Iterator[None]:
    """Widgets made in the block get the style sheet together, at its end.

    Where there is one, a widget that is put into another one is dressed anew with all that is in it: to
    build a window of many layers so takes three times as long.
    """
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def _palette(chosen: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, chosen.window),
        (role.WindowText, chosen.text),
        (role.Base, chosen.field),
        (role.AlternateBase, chosen.panel),
        (role.Text, chosen.text),
        (role.Button, chosen.raised),
        (role.ButtonText, chosen.text),
        (role.ToolTipBase, chosen.raised),
        (role.ToolTipText, chosen.text),
        (role.PlaceholderText, chosen.quiet),
        (role.Highlight, chosen.selection),
        (role.HighlightedText, chosen.text),
        (role.Link, chosen.accent),
        (role.Accent, chosen.accent),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(chosen.edge))
    return palette


def _style_sheet(chosen: Colours) -> str:
    folder = resources() / "styles"
    QDir.setSearchPaths("styles", [str(folder)])
    sheet = (folder / "playertag.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(asdict(chosen))


@cache
def icon(name: str, colour: str) -> QIcon:
    """A line icon of `resources/icons` in one colour."""
    source = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return _icon(source.replace("currentColor", colour), ICON_SIDES)


@cache
def app_icon() -> QIcon:
    """The program's own icon."""
    source = (resources() / "icons" / "playertag.svg").read_text(encoding="utf-8")
    return _icon(source, APP_ICON_SIDES)


def _icon(source: str, sides: Iterable[int]) -> QIcon:
    renderer = QSvgRenderer(QByteArray(source.encode()))
    made = QIcon()
    for side in sides:
        picture = QPixmap(QSize(side, side))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(picture)
    return made
