"""A form made of the settings' schema: titles, ranges and choices are the schema's own."""

from __future__ import annotations

from typing import Any, get_args

from pydantic.fields import FieldInfo
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from core.settings import Settings
from core.types import PackChoice
from desktop.readings import Preferences
from desktop.views.parts import label

translate = QCoreApplication.translate

# There is one language so far: a choice that does nothing is not offered.
NOT_SHOWN = frozenset({"language"})
WIDTH = 260


class SettingsForm(QWidget):
    """A field for each setting, and beside it what is wrong with the value last given."""

    wanted = Signal(str, object)
    """The name of a setting and the value that the user gave it."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, QWidget] = {}
        self.problems: dict[str, QLabel] = {}
        self.pack_words = label("", "quiet")
        self.pack_words.setWordWrap(True)
        self._packs: tuple[PackChoice, ...] = ()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(9)
        form.setHorizontalSpacing(18)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, schema in Settings.model_fields.items():
            if name not in NOT_SHOWN:
                self._add(form, name, schema)

    def _add(self, form: QFormLayout, name: str, schema: FieldInfo) -> None:
        title = translate("settings", schema.title or name)
        field = self._made(name, schema)
        field.setAccessibleName(title)
        field.setFixedWidth(WIDTH)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self)
        self.fields[name] = field
        self.problems[name] = label("", "problem")
        self.problems[name].setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(field)
        line.addWidget(self.problems[name], 1)
        form.addRow(title, line)
        if name == "pack":
            form.addRow("", self.pack_words)

    def _made(self, name: str, schema: FieldInfo) -> QWidget:
        if schema.annotation is int:
            return self._number(name, QSpinBox(), schema, 1)
        if schema.annotation is float:
            return self._number(name, QDoubleSpinBox(), schema, 100)
        made = QComboBox()
        for value in get_args(schema.annotation):
            made.addItem(choice_words(value), value)
        made.activated.connect(lambda _: self.wanted.emit(name, made.currentData()))
        return made

    def _number(
        self, name: str, made: QSpinBox | QDoubleSpinBox, schema: FieldInfo, factor: int
    ) -> QAbstractSpinBox:
        """A number of the schema's range; a fraction is shown in percent."""
        low, high = bounds(schema)
        if isinstance(made, QDoubleSpinBox):
            made.setDecimals(2)
            made.setSuffix(" %")
            made.setRange(low * factor, high * factor)
        else:
            made.setRange(round(low), round(high))
        # A number half typed is not a wish yet.
        made.setKeyboardTracking(False)
        made.lineEdit().setTextMargins(6, 0, 0, 0)
        made.valueChanged.connect(
            lambda value: self.wanted.emit(name, value / factor if factor > 1 else value)
        )
        return made

    def show_preferences(self, preferences: Preferences) -> None:
        """Show these values."""
        self._packs = preferences.packs
        for name, field in self.fields.items():
            value = getattr(preferences.settings, name)
            with QSignalBlocker(field):
                self._show(name, field, value)
            self.say(name, "")
        self.pack_words.setText(self._pack_words(preferences.settings.pack))

    def _show(self, name: str, field: QWidget, value: Any) -> None:
        if isinstance(field, QDoubleSpinBox):
            field.setValue(value * 100)
        elif isinstance(field, QSpinBox):
            field.setValue(value)
        elif isinstance(field, QComboBox):
            if name == "pack":
                self._show_packs(field, value)
            field.setCurrentIndex(field.findData(value))

    def _show_packs(self, field: QComboBox, used: str) -> None:
        field.clear()
        for pack in self._packs:
            field.addItem(pack.title, pack.id)
        if field.findData(used) < 0:
            field.addItem(self.tr("{pack} (not installed)").format(pack=used), used)

    def _pack_words(self, used: str) -> str:
        pack = next((pack for pack in self._packs if pack.id == used), None)
        if pack is None:
            return self.tr("This model pack is not installed: choose another one.")
        words = self.tr("✓  Free for paid work") if pack.commercial else self.tr("△  Non-commercial use only")
        return self.tr("{words}. Licence: {licence}").format(words=words, licence=pack.licence)

    def say(self, name: str, problem: str) -> None:
        """Say what is wrong with a setting's value; nothing where `problem` is empty."""
        self.problems[name].setText(f"⚠  {problem}" if problem else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The wheel scrolls the page; it changes no setting in passing."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def bounds(schema: FieldInfo) -> tuple[float, float]:
    """The least and the greatest value; where the schema excludes a bound, the library refuses it."""
    low, high = 0.0, 1.0
    for one in schema.metadata:
        low = getattr(one, "ge", getattr(one, "gt", low))
        high = getattr(one, "le", getattr(one, "lt", high))
    return low, high


def choice_words(value: str) -> str:
    """A choice of the schema in words."""
    return {
        "auto": translate("settings", "The best there is"),
        "cpu": translate("settings", "Processor (CPU)"),
        "cuda": translate("settings", "NVIDIA graphics card (CUDA)"),
        "system": translate("settings", "As the system"),
        "dark": translate("settings", "Dark"),
        "light": translate("settings", "Light"),
    }.get(value, value)
