"""Forms made of a schema of settings: titles, ranges and choices are the schema's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, get_args

from pydantic.fields import FieldInfo
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from core.settings import Schema, Settings
from core.types import PackChoice
from desktop.language import LANGUAGES, in_user_language
from desktop.readings import Preferences
from desktop.views.parts import button, label, leave_keys

translate = QCoreApplication.translate

MODELS = ("pack", "device")
FILES = (
    *("read_names", "write_into", "write_tagged", "write_keywords", "write_regions"),
    *("caption_template", "headline_template"),
)
TEAM = ("sync_by_itself", "share_originals", "transfer_limit_kb_s")
# The sections of the page stand in one line.
WIDTH, TITLES = 260, 260


class SettingsForm(QWidget):
    """A field for some settings of a schema, and beside each what is wrong with the value last given."""

    wanted = Signal(str, object)
    """The name of a setting and the value that the user gave it."""

    def __init__(self, schema: type[Schema], names: Iterable[str]) -> None:
        super().__init__()
        self.fields: dict[str, QWidget] = {}
        self.problems: dict[str, QLabel] = {}
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setVerticalSpacing(9)
        self.form.setHorizontalSpacing(18)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name in names:
            self._add(name, schema.model_fields[name])

    def _add(self, name: str, schema: FieldInfo) -> None:
        title = in_user_language(schema.title or name)
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
        words = label(title, "field")
        words.setFixedSize(TITLES, field.sizeHint().height())
        words.setBuddy(field)
        self.form.addRow(words, line)

    def _made(self, name: str, schema: FieldInfo) -> QWidget:
        if schema.annotation is bool:
            switch = QCheckBox()
            switch.toggled.connect(partial(self.wanted.emit, name))
            return switch
        if schema.annotation is int:
            return self._number(name, QSpinBox(), schema, 1)
        if schema.annotation is float:
            return self._number(name, QDoubleSpinBox(), schema, 100)
        if schema.annotation is str:
            return self._text(name)
        return self._choice(name, get_args(schema.annotation))

    def _choice(self, name: str, values: Sequence[str]) -> QComboBox:
        made = QComboBox()
        for value in values:
            made.addItem(choice_words(value), value)
        made.activated.connect(lambda _: self.wanted.emit(name, made.currentData()))
        return made

    def _text(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(self.tr("Text with fields in braces"))

        @Slot()
        def on_finished() -> None:
            if made.isModified():  # leaving it as it was is no wish
                made.setModified(False)
                self.wanted.emit(name, made.text())

        made.editingFinished.connect(on_finished)
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
        leave_keys(made)
        made.valueChanged.connect(
            lambda value: self.wanted.emit(name, value / factor if factor > 1 else value)
        )
        return made

    def show_values(self, values: Schema) -> None:
        """Show these values; what was wrong with one that was given stays said."""
        for name, field in self.fields.items():
            with QSignalBlocker(field):
                _show(field, getattr(values, name))

    def set_offered(self, name: str, offered: bool) -> None:
        """Whether a setting is to be seen."""
        self.form.setRowVisible(list(self.fields).index(name), offered)

    def say(self, name: str, problem: str) -> None:
        """Say what is wrong with a setting's value; nothing where `problem` is empty."""
        self.problems[name].setText(f"⚠  {problem}" if problem else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The wheel scrolls the page; it changes no setting in passing."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class ModelsForm(SettingsForm):
    """The model pack with its licence, and the device."""

    install_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(Settings, MODELS)
        self.pack_words = label("", "quiet")
        self.pack_words.setWordWrap(True)
        self.install_button = button(self.tr("Install another model pack…"), self.install_wanted.emit)
        line = QHBoxLayout()
        line.addWidget(self.install_button)
        line.addStretch(1)
        self.form.insertRow(1, "", self.pack_words)
        self.form.insertRow(2, "", line)

    def _made(self, name: str, schema: FieldInfo) -> QWidget:
        """Which packs there are, the library says."""
        return self._choice(name, ()) if name == "pack" else super()._made(name, schema)

    def show_preferences(self, preferences: Preferences) -> None:
        """Show the packs to choose from, and these values."""
        used = preferences.settings.pack
        field = self.fields["pack"]
        if isinstance(field, QComboBox):
            with QSignalBlocker(field):
                self._show_packs(field, preferences.packs, used)
        self.show_values(preferences.settings)
        self.pack_words.setText(self._words(preferences.packs, used))

    def _show_packs(self, field: QComboBox, packs: Sequence[PackChoice], used: str) -> None:
        field.clear()
        for pack in packs:
            field.addItem(pack.title, pack.id)
        if field.findData(used) < 0:
            field.addItem(self.tr("{pack} (not installed)").format(pack=used), used)

    def _words(self, packs: Sequence[PackChoice], used: str) -> str:
        pack = next((pack for pack in packs if pack.id == used), None)
        if pack is None:
            return self.tr("This model pack is not installed: choose another one, or install it.")
        licence = self.tr("{use}. Licence: {licence}")
        return licence.format(use=use_words(pack.commercial), licence=pack.licence)


def use_words(commercial: bool) -> str:
    """What a model pack may be used for, with its mark."""
    if commercial:
        return translate("settings", "✓  Free for paid work")
    return translate("settings", "△  Non-commercial use only")


def _show(field: QWidget, value: Any) -> None:
    if isinstance(field, QDoubleSpinBox):
        field.setValue(value * 100)
    elif isinstance(field, QSpinBox):
        field.setValue(value)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(value))
    elif isinstance(field, QCheckBox):
        field.setChecked(value)
    elif isinstance(field, QLineEdit):
        field.setText(value)


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
        "auto": translate("settings", "The quickest on this computer"),
        "cpu": translate("settings", "Processor (CPU)"),
        "openvino": translate("settings", "Processor, by OpenVINO"),
        "openvino-bf16": translate("settings", "Processor, by OpenVINO in bfloat16"),
        "cuda": translate("settings", "NVIDIA graphics card (CUDA)"),
        "file": translate("settings", "The photo's own file (JPEG)"),
        "sidecar": translate("settings", "A file beside it (XMP)"),
        "system": translate("settings", "As the system"),
        "dark": translate("settings", "Dark"),
        "light": translate("settings", "Light"),
        **LANGUAGES,
    }.get(value, value)
