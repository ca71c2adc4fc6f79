"""The roster in the window: listed, changed, known by faces, merged, imported, by clicks and keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from core.jobs import JobContext
from core.library import Library
from core.types import (
    Box,
    Consent,
    Face,
    FaceId,
    FaceState,
    LeftOutReason,
    PhotoId,
    Player,
    PlayerId,
    PlayerUpdate,
    Reference,
    RosterField,
    RowOutcome,
    Season,
    TableMapping,
    TablePreview,
    TableRow,
)
from desktop.document import Document
from desktop.models import roles
from desktop.models.players import PlayersModel
from desktop.models.references import ReferencesModel
from desktop.models.seasons import SeasonsModel
from desktop.models.table_rows import TableRowsModel
from desktop.thumbnails import Pictures
from desktop.views.erase_dialog import EraseDialog
from desktop.views.merge_dialog import MergeDialog
from desktop.views.players import PlayersView
from desktop.views.prefix_teams import PrefixTeams
from desktop.views.table_import import TableImportDialog
from desktop.views.team_store import DeliverDialog
from tests.conftest import Person
from tests.desktop.conftest import Driver, OpenWindow
from tests.fakes.pictures import small_photo
from tests.fakes.planter import Planter
from tests.fakes.workbooks import workbook

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAYERS = 2


def names_of(view: PlayersView) -> list[str]:
    return [player.name for player in view.players.players()]


def choose(driver: Driver, name: str, keys: Qt.KeyboardModifier = NONE) -> PlayersView:
    """Click the row of a player."""
    view = driver.window.players
    index = view.players.index(names_of(view).index(name), 0)
    view.table.scrollTo(index)
    at = view.table.visualRect(index).center()
    QTest.mouseClick(view.table.viewport(), LEFT, keys, at)
    driver.until_idle()
    return view


def replace_text(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def drop(target: QWidget, at: QPoint, *paths: Path) -> None:
    """Drag files onto a widget and let them go."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy = Qt.DropAction.CopyAction
    for event in (
        QDragEnterEvent(at, copy, files, LEFT, NONE),
        QDragMoveEvent(at, copy, files, LEFT, NONE),
        QDropEvent(at.toPointF(), copy, files, LEFT, NONE),
    ):
        QApplication.sendEvent(target, event)


def test_the_link_of_a_player_with_a_long_name_is_asked_for_in_full(sample: Driver) -> None:
    name = "Alexandra Maria Constantinopolska-Voznesenskaya, captain of the northern district"
    player = sample.library.players.search().items[0]
    sample.library.players.update(player.id, PlayerUpdate(name=name))
    sample.go_to(PLAYERS)
    view = choose(sample, name)
    QTest.mouseClick(view.detail.link_button, LEFT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DeliverDialog)
    sample.until_idle()
    title = next(one for one in dialog.findChildren(QLabel, "title"))
    assert name in title.text()
    flags = Qt.TextFlag.TextWordWrap if title.wordWrap() else Qt.TextFlag.TextSingleLine
    assert title.rect().contains(title.fontMetrics().boundingRect(title.rect(), flags, title.text()))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_player_is_changed_in_the_pane_and_every_change_is_kept(sample: Driver) -> None:
    sample.go_to(PLAYERS)
    view = choose(sample, "José Ibáñez")
    player = view.chosen()
    assert player is not None
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    fields = view.detail.fields
    assert QApplication.focusWidget() is fields.name
    fields.name.insert("Zoë Ånd")
    QTest.keyClick(fields.name, Qt.Key.Key_Tab)
    fields.consent.setFocus()
    QTest.keyClick(fields.consent, Qt.Key.Key_G)
    sample.until(fields.limited.isEnabled)
    QTest.mouseClick(fields.limited, LEFT)
    sample.until(lambda: sample.library.players.get(player.id).consent_until is not None)
    sample.until_idle()
    changed = sample.library.players.get(player.id)
    assert (changed.name, changed.consent) == ("Zoë Ånd", Consent.GIVEN)
    assert changed.consent_until is not None
    assert changed.consent_until > date(2026, 1, 1)
    words = f"✓  given until {changed.consent_until}"
    sample.until(lambda: view.players.index(view.table.currentIndex().row(), 3).data() == words)
    replace_text(fields.until, "2031-05-02")
    sample.until(lambda: sample.library.players.get(player.id).consent_until == date(2031, 5, 2))
    sample.until_idle()
    replace_text(fields.until, "2031-")
    assert fields.until.text() == "2031-05-02", "what is no day leaves the one before"
    QTest.mouseClick(fields.limited, LEFT)
    sample.until(lambda: sample.library.players.get(player.id).consent_until is None)
    replace_text(fields.name, "  ")
    sample.until_idle()
    assert fields.name.text() == sample.library.players.get(player.id).name == "Zoë Ånd"


def test_who_refuses_is_named_no_more_and_the_window_says_how_often_they_were(sample: Driver) -> None:
    gallery = sample.library.galleries.find("Sample").id
    waiting = sample.library.review.suggestions(gallery)
    name = next(face.player for face in waiting if face.player is not None)
    theirs = sum(face.player == name for face in waiting)
    sample.go_to(PLAYERS)
    view = choose(sample, name)
    view.detail.fields.consent.setFocus()
    QTest.keyClick(view.detail.fields.consent, Qt.Key.Key_End)
    sample.until_idle()
    notice = sample.window.notices.notice
    assert notice.isVisible()
    assert notice.words.text().startswith(f"Automatic tags and suggestions taken away: {theirs}.")
    assert name not in {face.player for face in sample.library.review.suggestions(gallery)}


def test_who_refuses_for_a_gallery_is_said_in_a_menu_of_the_galleries(sample: Driver) -> None:
    gallery = sample.library.galleries.find("Sample").id
    waiting = sample.library.review.suggestions(gallery)
    name = next(face.player for face in waiting if face.player is not None)
    sample.go_to(PLAYERS)
    view = choose(sample, name)
    refusals = view.detail.refusals
    assert refusals.text() == "Refused for a gallery…"
    QTest.mouseClick(refusals, LEFT)
    sample.until(lambda: not refusals.menu_of_galleries.isEmpty())
    (action,) = (one for one in refusals.menu_of_galleries.actions() if one.text() == "Sample")
    assert not action.isChecked()
    action.trigger()
    refusals.menu_of_galleries.close()
    sample.until(lambda: refusals.text() == "Refused for galleries: 1…")
    sample.until_idle()
    player = view.chosen()
    assert player is not None
    assert player.refused_for == {gallery}
    assert name not in {face.player for face in sample.library.review.suggestions(gallery)}
    assert sample.window.notices.notice.words.text().startswith("Automatic tags and suggestions taken away")


def test_seasons_are_added_changed_and_removed_and_the_list_is_filtered_by_them(sample: Driver) -> None:
    sample.go_to(PLAYERS)
    view = choose(sample, "José Ibáñez")
    player = view.chosen()
    assert player is not None
    seasons = view.detail.seasons
    QTest.mouseClick(seasons.add_button, LEFT)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "2027")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    first = (Season("2027", player.team, player.number),)
    sample.until(lambda: sample.library.players.get(player.id).seasons == first)
    sample.until_idle()
    seasons.table.setCurrentIndex(seasons.model.index(0, 2))
    seasons.table.edit(seasons.model.index(0, 2))
    editor = QApplication.focusWidget()
    assert editor is not None
    replace_text(editor, "99")
    sample.until(lambda: view.detail.fields.number.text() == "99")
    assert sample.library.players.get(player.id).number == "99"
    view.season_filter.setCurrentIndex(view.season_filter.findData("2027"))
    sample.until(lambda: names_of(view) == ["José Ibáñez"])
    seasons.table.setCurrentIndex(seasons.model.index(0, 0))
    QTest.mouseClick(seasons.remove_button, LEFT)
    sample.until(lambda: not view.season_filter.isVisible())
    assert sample.library.players.get(player.id).seasons == ()
    sample.until_idle()


def test_players_are_searched_sorted_and_shown_by_team_and_the_chosen_one_stays(sample: Driver) -> None:
    sample.go_to(PLAYERS)
    view = choose(sample, "José Ibáñez")
    everybody = names_of(view)
    QTest.keyClick(view.table, Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(view.search, "ibanez")
    sample.until(lambda: names_of(view) == ["José Ibáñez"])
    view.search.clear()
    sample.until(lambda: names_of(view) == everybody)
    assert view.chosen() == next(one for one in view.players.players() if one.name == "José Ibáñez")
    view.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    photos = [player.photos for player in view.players.players()]
    assert photos == sorted(photos, reverse=True)
    chosen = view.chosen()
    assert chosen is not None
    assert chosen.name == "José Ibáñez"
    assert view.detail.player == chosen
    view.team_filter.setCurrentIndex(1)
    sample.until(lambda: view.players.rowCount() < len(everybody))
    assert {player.team for player in view.players.players()} == {view.team_filter.currentData()}
    assert view.players.rowCount()
    sample.until_idle()


def test_a_player_is_added_by_keys_and_shown(open_window: OpenWindow, library: Library) -> None:
    driver = open_window(library)
    driver.go_to(PLAYERS)
    view = driver.window.players
    for name in ("Bea Lund", "Anna Kern"):
        QTest.keyClick(view, Qt.Key.Key_N, CONTROL)
        assert QApplication.focusWidget() is view.adder.name
        QTest.keyClicks(view.adder.name, name)
        QTest.keyClicks(view.adder.number, "7")
        QTest.keyClick(view.adder.number, Qt.Key.Key_Return)
        driver.until(lambda name=name: view.detail.fields.name.text() == name)  # type: ignore[misc]
    assert names_of(view) == ["Anna Kern", "Bea Lund"]
    QTest.mouseClick(view.detail.remove_button, LEFT)
    driver.until(lambda: names_of(view) == ["Bea Lund"])
    assert view.undo_button.text() == "Undo: Remove Anna Kern"
    driver.until_idle()
    QTest.keyClick(view.table, Qt.Key.Key_Z, CONTROL)
    driver.until(lambda: names_of(view) == ["Anna Kern", "Bea Lund"])
    assert not view.undo_button.isVisible()
    driver.until_idle()


def test_somebody_of_a_name_that_is_there_is_added_only_when_asked(
    open_window: OpenWindow, library: Library
) -> None:
    library.players.add("Amina Benalí")
    driver = open_window(library)
    driver.go_to(PLAYERS)
    view, adder = driver.window.players, driver.window.players.adder
    QTest.keyClick(view, Qt.Key.Key_N, CONTROL)
    for answer in (adder.prompt.cancel_button, adder.prompt.accept_button):
        adder.name.clear()
        QTest.keyClicks(adder.name, "amina  benali")
        QTest.keyClick(adder.name, Qt.Key.Key_Return)
        assert "Amina Benalí is on the roster already" in adder.prompt.words.text()
        assert not adder.name.isVisible()
        QTest.keyClick(adder.prompt.cancel_button, Qt.Key.Key_Return)
        assert adder.name.text() == "amina  benali", "one Enter too many adds nobody"
        assert not adder.prompt.isVisible()
        QTest.keyClick(adder.name, Qt.Key.Key_Return)
        QTest.mouseClick(answer, LEFT)
        driver.until_idle()
        assert QApplication.focusWidget() is adder.name
        assert library.players.search().total == (1 if answer is adder.prompt.cancel_button else 2)
    assert names_of(view) == ["amina benali", "Amina Benalí"]

    QTest.keyClicks(adder.name, "Amina Benali")
    QTest.mouseClick(adder.add_button, LEFT)
    QTest.keyClick(adder.prompt.cancel_button, Qt.Key.Key_Escape)
    assert adder.name.text() == "Amina Benali", "it can be put right"
    assert library.players.search().total == 2


def test_reference_photos_are_dropped_on_a_row_and_on_the_pane(
    open_window: OpenWindow, library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    for name in ("Ann", "Bea"):
        library.players.add(name)
    driver = open_window(library)
    driver.go_to(PLAYERS)
    view = choose(driver, "Ann")
    first = small_photo(people["P001"].selfie, tmp_path / "first.jpg")
    second = small_photo(people["P002"].selfie, tmp_path / "second.jpg")
    row = view.table.visualRect(view.players.index(1, 2)).center()
    drop(view.table.viewport(), row, second)
    drop(view.detail, QPoint(20, 20), first, second)
    driver.until(lambda: len(driver.window.activity.entries) == 2 and not driver.window.activity.live)
    ann, bea = driver.library.players.search().items
    assert (ann.references, bea.references) == (1, 1)
    newest = driver.window.activity.entries[0]
    assert newest.title == "Add reference photos of Ann"
    assert [(one.path, one.code) for one in newest.failures] == [(second, "other-player")]
    assert "Bea" in newest.failures[0].reason
    model = view.detail.references.model
    driver.until(lambda: model.rowCount() == 1)
    driver.until_idle()
    assert model.index(0).data() == "✓  used"
    driver.until(lambda: model.index(0).data(roles.PICTURE) is not None)
    assert view.detail.references.title.text() == "CONFIRMED: 1, USED: 1"
    assert ann.portrait == model.references()[0].face.id


def test_a_face_that_is_somebody_else_is_taken_out_by_a_key_and_brought_back(sample: Driver) -> None:
    sample.go_to(PLAYERS)
    view = choose(sample, "José Ibáñez")
    player = view.chosen()
    assert player is not None
    references = view.detail.references
    sample.until(lambda: references.model.rowCount() == 3)
    sample.click_item(references.grid, references.model.index(1))
    face = references.selected()[0].face
    assert references.not_them_button.text() == "Not them: 1 (Del)"
    assert "Used for training." in references.words.text()
    QTest.keyClick(references.grid, Qt.Key.Key_Delete)
    assert references.model.rowCount() == 2, "at once"
    sample.until_idle()
    assert face.id not in {one.face.id for one in sample.library.players.references(player.id)}
    assert sample.library.players.get(player.id).references == 2
    QTest.mouseClick(view.undo_button, LEFT)
    sample.until(lambda: references.model.rowCount() == 3)
    sample.until_idle()
    assert sample.library.players.get(player.id).references == 3


def test_two_players_are_merged_and_separated_again(sample: Driver) -> None:
    sample.library.players.add("Jose Ibanez")
    sample.go_to(PLAYERS)
    view = sample.window.players
    sample.until(lambda: "Jose Ibanez" in names_of(view))
    count = view.players.rowCount()
    view.table.selectAll()
    assert not view.merge_button.isEnabled()
    choose(sample, "José Ibáñez")
    choose(sample, "Jose Ibanez", CONTROL)
    QTest.mouseClick(view.merge_button, LEFT)
    dialog = view.findChild(MergeDialog)
    assert dialog is not None
    assert dialog.choices[0].text().startswith("José Ibáñez")
    sample.until(dialog.merge_button.isEnabled)
    assert ("Name", "José Ibáñez", "Jose Ibanez", "José Ibáñez") in dialog.figures.rows()
    QTest.mouseClick(dialog.choices[1], LEFT)
    sample.until(lambda: ("Name", "Jose Ibanez", "José Ibáñez", "Jose Ibanez") in dialog.figures.rows())
    QTest.mouseClick(dialog.choices[0], LEFT)
    sample.until_idle()
    QTest.mouseClick(dialog.merge_button, LEFT)
    sample.until(lambda: view.players.rowCount() == count - 1)
    sample.until_idle()
    assert [player.name for player in sample.library.players.search("ibanez").items] == ["José Ibáñez"]
    QTest.mouseClick(view.undo_button, LEFT)
    sample.until(lambda: view.players.rowCount() == count)
    assert not view.undo_button.isVisible()
    sample.until_idle()


def test_a_player_is_erased_once_the_name_is_typed(sample: Driver) -> None:
    sample.go_to(PLAYERS)
    name = "José Ibáñez"
    sample.until(lambda: name in names_of(sample.window.players))
    view = choose(sample, name)
    view.erase_action.trigger()
    dialog = view.findChild(EraseDialog)
    assert dialog is not None
    sample.until(lambda: dialog.figures.rowCount() > 0)
    assert not dialog.erase_button.isEnabled()
    dialog.name.setText(name[:-1])
    assert not dialog.erase_button.isEnabled()
    dialog.name.setText(name)
    QTest.mouseClick(dialog.erase_button, LEFT)
    sample.until(lambda: dialog.pages.currentIndex() == 1)
    assert "Erased on" in dialog.receipt.toPlainText()
    assert name not in dialog.receipt.toPlainText()
    sample.until_idle()
    assert name not in names_of(view)
    dialog.accept()
    sample.until_idle()


def test_two_who_are_in_one_photo_can_not_be_merged(
    open_window: OpenWindow, library: Library, planter: Planter
) -> None:
    for face, name in zip(planter.photo("Ann", "Bea"), ("Ann", "Bea"), strict=True):
        library.review.confirm([face], library.players.ensure(name))
    driver = open_window(library)
    driver.go_to(PLAYERS)
    view = choose(driver, "Ann")
    QTest.keyClick(view.table, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(view.table, Qt.Key.Key_M, CONTROL)
    dialog = view.findChild(MergeDialog)
    assert dialog is not None
    driver.until_idle()
    assert dialog.problem.text() == "Photos in which both are confirmed: 1. They are two people."
    assert not dialog.merge_button.isEnabled()
    dialog.reject()
    driver.until_idle()


def test_a_roster_is_looked_at_mapped_and_imported(
    open_window: OpenWindow, library: Library, tmp_path: Path
) -> None:
    library.players.add("Bea Lund", "8")
    driver = open_window(library)
    driver.go_to(PLAYERS)
    view = driver.window.players
    path = tmp_path / "roster.csv"
    text = "Spieler;Nr;Согласие\nBea Lund;9;да\nCleo Moss;4;\n;5;\n"
    path.write_text(text, encoding="cp1251")
    view.import_roster(path)
    dialog = view.findChild(TableImportDialog)
    assert dialog is not None
    driver.until_idle()
    assert dialog.letters.isVisible()
    assert dialog.words.text() == "No column is the name. Choose in the menus what the columns are."
    assert not dialog.import_button.isEnabled()
    menu = dialog.menus.menus[0]
    assert menu.accessibleName() == "What the column Spieler is"
    menu.setFocus()
    QTest.keyClicks(menu, "Name")
    assert menu.currentData() == RosterField.NAME
    driver.until_idle()
    happens = [dialog.rows.index(row, 1).data() for row in range(3)]
    assert happens == ["✕  Spieler: The name is empty.", "→  Number 8 → 9, Consent given", "+  new"]
    assert not dialog.import_button.isEnabled()
    assert library.players.search().total == 1, "nothing is written yet"
    QTest.mouseClick(dialog.skip, LEFT)
    assert dialog.import_button.text() == "Import lines: 2"
    QTest.mouseClick(dialog.import_button, LEFT)
    driver.until(lambda: names_of(view) == ["Bea Lund", "Cleo Moss"])
    driver.until_idle()
    assert library.players.find("Bea Lund").number == "9"

    view.export_roster(tmp_path / "out.csv")
    driver.until_idle()
    assert library.players.preview_roster(tmp_path / "out.csv").count(RowOutcome.SAME) == 2


def test_the_sheet_of_a_workbook_is_chosen(open_window: OpenWindow, library: Library, tmp_path: Path) -> None:
    driver = open_window(library)
    driver.go_to(PLAYERS)
    view = driver.window.players
    sheets: dict[str, list[tuple[object, ...]]] = {
        "Reds": [("Name", "No"), ("Ann Reed", 7)],
        "Blues": [("No", "Player"), (8, "Bea Lund")],
    }
    view.import_roster(workbook(tmp_path / "teams.xlsx", sheets))
    dialog = view.findChild(TableImportDialog)
    assert dialog is not None
    driver.until_idle()
    assert dialog.sheets.isVisible()
    assert not dialog.encoding.isVisible()
    assert dialog.rows.index(0, 2).data() == "Ann Reed"
    dialog.sheets.setFocus()
    QTest.keyClick(dialog.sheets, Qt.Key.Key_Down)
    driver.until_idle()
    assert [dialog.rows.index(0, column).data() for column in (1, 2, 3)] == ["+  new", "8", "Bea Lund"]
    assert [menu.currentData() for menu in dialog.menus.menus] == [RosterField.NUMBER, RosterField.NAME]
    QTest.mouseClick(dialog.import_button, LEFT)
    driver.until(lambda: names_of(view) == ["Bea Lund"])
    driver.until_idle()


def test_codes_of_photo_mechanic_are_imported_with_the_team_of_their_prefix(
    open_window: OpenWindow, library: Library, tmp_path: Path
) -> None:
    library.players.add("J. Doe", "7", "Reds")
    driver = open_window(library)
    driver.go_to(PLAYERS)
    view = driver.window.players
    driver.until_idle()
    path = tmp_path / "codes.txt"
    path.write_text("r7\tJane Doe\nbl9\tCleo Moss\n")
    view.codes.import_codes(path)
    dialog = view.findChild(TableImportDialog)
    assert dialog is not None
    driver.until_idle()
    prefixes = dialog.findChild(PrefixTeams)
    assert prefixes is not None
    assert list(prefixes.menus) == ["r", "bl"]
    assert [dialog.rows.index(row, 1).data() for row in range(2)] == ["+  new", "+  new"]
    prefixes.menus["r"].setFocus()
    QTest.keyClick(prefixes.menus["r"], Qt.Key.Key_Down)
    assert prefixes.menus["r"].currentText() == "Reds"
    line = prefixes.menus["bl"].lineEdit()
    assert line is not None
    QTest.keyClicks(line, "Blues")
    driver.until_idle()
    assert [dialog.rows.index(row, 1).data() for row in range(2)] == ["→  Name J. Doe → Jane Doe", "+  new"]
    assert not any(menu.isEnabled() for menu in dialog.menus.menus)
    QTest.mouseClick(dialog.import_button, LEFT)
    driver.until(lambda: names_of(view) == ["Cleo Moss", "Jane Doe"])
    driver.until_idle()
    assert library.players.find("Cleo Moss").team == "Blues"
    view.codes.export_codes(tmp_path / "out.txt")
    driver.until_idle()
    assert sorted((tmp_path / "out.txt").read_text().splitlines()) == [
        "b9\tCleo Moss\tBlues",
        "r7\tJane Doe\tReds",
    ]


def test_a_file_that_is_no_roster_is_explained_in_the_dialog(
    open_window: OpenWindow, library: Library, tmp_path: Path
) -> None:
    driver = open_window(library)
    driver.go_to(PLAYERS)
    (tmp_path / "empty.csv").touch()
    driver.window.players.import_roster(tmp_path / "empty.csv")
    dialog = driver.window.players.findChild(TableImportDialog)
    assert dialog is not None
    driver.until_idle()
    assert "The file is empty." in dialog.words.text()
    assert not dialog.import_button.isEnabled()
    dialog.reject()
    driver.until_idle()


def test_the_photos_of_a_player_are_shown_in_the_gallery(sample: Driver) -> None:
    sample.library.training.execute(JobContext())
    sample.go_to(PLAYERS)
    view = sample.window.players
    player = max(view.players.players(), key=lambda one: one.faces)
    choose(sample, player.name)
    QTest.mouseClick(view.detail.photos_button, LEFT)
    sample.until_idle()
    galleries = sample.window.galleries
    assert galleries.isVisible()
    assert galleries.photos.rowCount() > 0
    assert galleries.filters.wanted.players == {player.id}


def reference(number: int, left_out: LeftOutReason | None = None, *, outlier: bool = False) -> Reference:
    box = Box(0.1, 0.1, 0.2, 0.2)
    quality = 0.9 - number / 3
    face = Face(FaceId(f"f{number}"), PhotoId("p"), box, FaceState.CONFIRMED, quality, 80.0)
    return Reference(face, True, True, left_out, outlier)


def test_the_models_of_players_are_sound(document: Document, qtbot: object) -> None:
    del qtbot
    owner = QObject()
    crops = Pictures(document, lambda library, key: library.images.crop(FaceId(key)), 64, owner)
    players, references = PlayersModel(crops, owner), ReferencesModel(crops, owner)
    seasons, rows = SeasonsModel(owner), TableRowsModel(owner)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(one, mode) for one in (players, references, seasons, rows)]
    players.set_players(
        [Player(PlayerId("1"), "Bo 10"), Player(PlayerId("2"), "bo 9"), Player(PlayerId("3"), "Ádám")]
    )
    assert [players.index(row, 0).data() for row in range(3)] == ["Ádám", "bo 9", "Bo 10"]
    assert players.row_of(PlayerId("1")) == 2

    references.show_references(
        [reference(0), reference(1, LeftOutReason.DUPLICATE), reference(2, outlier=True)], refused=False
    )
    assert [references.index(row).data() for row in range(3)] == ["✓  used", "–  duplicate", "!  look at it"]
    words = references.words(references.references()[1])
    assert words.startswith(
        "Quality 57, good, 80 pixels high, reference photo. Left out of training: a better"
    )
    references.remove({FaceId("f0")})
    assert references.rowCount() == 2
    references.show_references([reference(0)], refused=True)
    assert "they refused" in references.words(reference(0))

    seasons.show_seasons([Season("2026", "Reds", "7"), Season("2025")])
    assert not seasons.setData(seasons.index(1, 0), "2026"), "another season is called so"
    seasons.add("Blues", "8")
    assert [one.season for one in seasons.seasons()] == ["2026", "2025"]
    assert seasons.setData(seasons.index(0, 0), "2027")
    seasons.remove(1)
    assert seasons.seasons() == [Season("2027", "Blues", "8"), Season("2025")]

    lines: tuple[TableRow[RosterField], ...] = (
        TableRow(2, ("Ann\nLong",), RowOutcome.SAME),
        TableRow(3, ("", "7", "8"), RowOutcome.REFUSED, column="name", reason="The name is empty."),
    )
    rows.show_preview(TablePreview(("name", "number"), TableMapping(), lines, guessed=False))
    assert [rows.index(row, 0).data() for row in range(2)] == [3, 2]
    assert [rows.index(1, column).data() for column in (1, 2, 3)] == ["=  as it is", "Ann ⏎ Long", ""]
    del testers
