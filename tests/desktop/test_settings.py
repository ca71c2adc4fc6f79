"""The settings, the account, the upkeep and the statistics, by clicks on the real library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox

from core.settings import MOST_PRECISION, Settings
from desktop.views.wizard_pages import Then
from tests.desktop.conftest import Driver

LEFT = Qt.MouseButton.LeftButton
STATISTICS, SETTINGS = 5, 6


def test_a_setting_is_saved_on_change_and_a_wrong_value_is_said_beside_it(sample: Driver) -> None:
    sample.go_to(SETTINGS)
    form = sample.window.settings.library
    field = form.fields["suggest_probability"]
    assert isinstance(field, QDoubleSpinBox)
    field.selectAll()
    QTest.keyClicks(field, "65")
    QTest.keyClick(field, Qt.Key.Key_Return)
    sample.until_idle()
    assert sample.library.settings.suggest_probability == 0.65
    assert not form.problems["suggest_probability"].text()
    field.setValue(0)
    sample.until_idle()
    assert "greater than 0" in form.problems["suggest_probability"].text()
    assert sample.library.settings.suggest_probability == 0.65
    assert not sample.window.banner.isVisible()


def test_the_form_has_the_range_of_the_schema(sample: Driver) -> None:
    sample.go_to(SETTINGS)
    view = sample.window.settings
    forms = (view.library, view.models, view.files, view.team.form, view.privacy.form)
    shown = set().union(*(form.fields for form in forms))
    assert shown == Settings.model_fields.keys()
    field = view.library.fields["precision_target"]
    assert isinstance(field, QDoubleSpinBox)
    assert (field.minimum(), field.maximum(), field.value()) == (50, 100 * MOST_PRECISION, 99.5)
    assert field.accessibleName() == "Precision of automatic tags"


def test_the_model_pack_says_whether_it_is_free_for_paid_work(sample: Driver) -> None:
    sample.go_to(SETTINGS)
    form = sample.window.settings.models
    field = form.fields["pack"]
    assert isinstance(field, QComboBox)
    assert field.currentData() == "opencv"
    assert "Free for paid work" in form.pack_words.text()
    field.setCurrentIndex(field.findData("buffalo_s"))
    field.activated.emit(field.currentIndex())
    sample.until_idle()
    assert sample.library.settings.pack == "buffalo_s"
    assert "Non-commercial" in form.pack_words.text()


def test_the_theme_is_chosen_in_the_settings(sample: Driver) -> None:
    sample.go_to(SETTINGS)
    field = sample.window.settings.user.fields["theme"]
    assert isinstance(field, QComboBox)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_End)
    sample.until_idle()
    assert sample.window.palette().window().color().lightness() > 128


def test_the_library_is_looked_after(sample: Driver) -> None:
    sample.go_to(SETTINGS)
    upkeep = sample.window.settings.upkeep
    faces, embedded = sample.library.count_embeddings()
    assert upkeep.descriptor_words.text().endswith(f": {embedded} of {faces}.")
    assert not upkeep.descriptors_button.isEnabled()
    QTest.mouseClick(upkeep.index_button, LEFT)
    sample.until_idle()
    assert "up to date" in upkeep.index_words.text()
    assert sample.window.activity.entries[0].words().startswith(f"Faces: {faces}, in")
    QTest.mouseClick(upkeep.database_button, LEFT)
    sample.until_idle()
    assert "whole" in upkeep.database_words.text()
    assert "no backup yet" in upkeep.backup_words.text()
    assert not upkeep.restore_button.isEnabled()
    QTest.mouseClick(upkeep.backup_button, LEFT)
    sample.until_idle()
    assert upkeep.backup_words.text().startswith("Backups: 1. The last one is of ")
    assert upkeep.restore_button.isEnabled()
    upkeep.make_descriptors()
    sample.until_idle()
    assert sample.window.activity.entries[0].words() == "Faces: 0, photos: 0"


def test_the_folder_that_is_set_for_backups_is_shown(sample: Driver, tmp_path: Path) -> None:
    sample.go_to(SETTINGS)
    privacy = sample.window.settings.privacy
    assert privacy.backups.text() == str(sample.library.paths.backups)
    sample.library.update_settings(backup_folder=str(tmp_path / "disk"))
    made = sample.library.backups.make()
    privacy.reload()
    sample.until_idle()
    assert privacy.backups.text() == str(made.path.parent)


def test_backups_of_the_folder_before_can_be_gone_back_to(sample: Driver, tmp_path: Path) -> None:
    sample.library.backups.make()
    sample.library.update_settings(backup_folder=str(tmp_path / "disk"))
    sample.go_to(SETTINGS)
    upkeep = sample.window.settings.upkeep
    assert upkeep.backup_words.text().startswith("Backups: 1. ")
    assert upkeep.restore_button.isEnabled()


def test_the_library_is_counted(sample: Driver) -> None:
    sample.go_to(STATISTICS)
    view = sample.window.statistics
    figures = sample.library.statistics.figures()
    assert view.cards["photos"].value.text() == str(figures.photos)
    assert view.cards["speed"].accessibleName() == "– faces reviewed an hour"
    assert view.galleries.rows()[0][:2] == ("Sample", 12)
    assert len(view.states.rows()) == len(figures.by_state)
    assert [tuple(row) for row in view.players.rows()] == [
        (one.player, one.faces) for one in figures.by_player
    ]
    assert len(view.days.rows()) == len(figures.by_day)
    assert view.words.text().startswith("Model pack opencv")
    assert "trained" in view.words.text()


def test_in_another_language_the_settings_go_on_where_it_was_chosen(sample: Driver) -> None:
    sample.window.start_with(Then.SETTINGS)
    settings = sample.window.settings
    field = settings.user.fields["language"]
    sample.until(lambda: settings.area.verticalScrollBar().value() > 0)
    viewport = settings.area.viewport()
    assert viewport.rect().contains(field.mapTo(viewport, field.rect().center()))
    assert QApplication.focusWidget() is field
    sample.until_idle()
