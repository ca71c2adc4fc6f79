"""Handing out the photos of a gallery: to whom, where to, as what; who gets how many is seen beside it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.errors import PlayertagError
from core.types import (
    DeliveryOrder,
    DeliveryPlan,
    Gallery,
    PastDelivery,
    Recipients,
    WithheldReason,
)
from desktop import delivering
from desktop.document import Document, Latest
from desktop.errors import reason_of
from desktop.models.table import ValuesModel
from desktop.profile import Profile
from desktop.views.ask_path import Purpose, ask_file, ask_folder, typed_path
from desktop.views.delivery_history import DeliveryHistory
from desktop.views.delivery_login import DeliveryLogin
from desktop.views.parts import bar, button, label, level_labels
from desktop.views.tables import plain_table

# Several letters in a row are one look at the library.
LOOK_AFTER_MS = 250
FULL_SIZE, SCREEN_PX, MAIL_PX = 0, 2560, 1600
FORM_WIDTH = 460


class DeliveryDialog(QDialog):
    """An order for a gallery, and what it comes to."""

    wanted = Signal(object, str)
    """The `DeliveryOrder`, and the name of its gallery."""

    def __init__(
        self,
        document: Document,
        profile: Profile,
        gallery: Gallery,
        last: DeliveryOrder | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Deliver the photos of {gallery}").format(gallery=gallery.name))
        self.resize(980, 600)
        self._document, self._profile, self._gallery = document, profile, gallery
        self._looking, self._remembering = Latest(document, self), Latest(document, self)
        self._later = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._later.timeout.connect(self._look)
        self._make_fields()
        titles = (self.tr("Who"), self.tr("Folder"), self.tr("Photos"))
        self.recipients = ValuesModel(titles, self)
        self.table = plain_table(self.recipients, self.tr("Who gets how many photos"))
        self.words = label("", "sentence")
        self.problem = label("", "problem")
        for one in (self.words, self.problem):
            one.setWordWrap(True)
        self.send_button = button(self.tr("Deliver"), self.send, "primary")
        self.send_button.setDefault(True)
        self._lay_out()
        if last is not None:
            self._fill(last)
        self._connect()
        self._remembering.ask(delivering.read_deliveries(), self._on_remembered)
        self._look()
        self.to.setFocus()

    def _make_fields(self) -> None:
        self.by = _choice(
            self.tr("A folder for"),
            (self.tr("Each player"), Recipients.PLAYER),
            (self.tr("Each team"), Recipients.TEAM),
            (self.tr("Each match"), Recipients.MATCH),
        )
        self.unasked = QCheckBox(self.tr("Also players who were never asked for consent"))
        self.confirmed = QCheckBox(self.tr("Only by names that somebody confirmed"))
        self.to = _line(self.tr("Where to"), self.tr("Folder, sftp://, ftps:// or s3://"))
        self.browse_button = button(self.tr("Browse…"), self._browse)
        self.login_button = button(self.tr("Sign in…"), self._sign_in)
        self.login_words = label("", "quiet")
        self.login_words.setWordWrap(True)
        self.packing = _choice(self.tr("As"), (self.tr("Folders"), False), (self.tr("ZIP files"), True))
        self.sheet = QCheckBox(self.tr("With a contact sheet (PDF)"))
        self.pictures = _choice(
            self.tr("Pictures"),
            (self.tr("The files as they are"), None),
            (self.tr("JPEG, full size"), FULL_SIZE),
            (self.tr("JPEG, {px} px").format(px=SCREEN_PX), SCREEN_PX),
            (self.tr("JPEG, {px} px").format(px=MAIL_PX), MAIL_PX),
        )
        self.sharpen = QCheckBox(self.tr("Sharpened for screens"))
        self.watermark = _line(self.tr("Text on them"), "© …")
        self.logo = _line(self.tr("Logo on them"), self.tr("PNG with transparency"))
        self.names = QCheckBox(self.tr("Names in the files' metadata"))
        self.names.setChecked(True)
        self.template = _line(self.tr("File names"), "{file}")
        self.template.setText("{file}")
        self.template.setToolTip(
            self.tr("Fields: {fields}").format(
                fields="{file} {number} {recipient} {players} {team} {match} {court} {gallery} {date} {time}"
            )
        )

    def _lay_out(self) -> None:
        form = self._form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(self.by.accessibleName(), self.by)
        form.addRow("", self.unasked)
        form.addRow("", self.confirmed)
        form.addRow(self.to.accessibleName(), self.to)
        places = QHBoxLayout()
        places.setSpacing(8)
        for one in (self.browse_button, self.login_button):
            places.addWidget(one)
        places.addStretch(1)
        form.addRow("", places)
        form.addRow("", self.login_words)
        form.setRowVisible(self.login_words, False)
        form.addRow(self.packing.accessibleName(), self.packing)
        form.addRow("", self.sheet)
        form.addRow(self.pictures.accessibleName(), self.pictures)
        form.addRow("", self.sharpen)
        form.addRow(self.watermark.accessibleName(), self.watermark)
        self._logo_row = _beside(self.logo, button(self.tr("Browse…"), self._browse_logo))
        form.addRow(self.logo.accessibleName(), self._logo_row)
        form.addRow("", self.names)
        form.addRow(self.template.accessibleName(), self.template)
        level_labels(form)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.table, 1)
        right.addWidget(self.words)
        right.addWidget(self.problem)
        both = QHBoxLayout()
        both.setSpacing(20)
        holder = QWidget()
        holder.setFixedWidth(FORM_WIDTH)
        left.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(left)
        both.addWidget(holder)
        both.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(both, 1)
        past = button(self.tr("What was delivered…"), self._show_history)
        close = button(self.tr("Close"), self.reject)
        layout.addWidget(bar("plainBar", past, None, close, self.send_button, margins=(0, 0)))

    def _connect(self) -> None:
        for choice in (self.by, self.packing, self.pictures):
            choice.currentIndexChanged.connect(self._on_change)
        for box in (self.unasked, self.confirmed):
            box.toggled.connect(self._on_change)
        for line in (self.to, self.template):
            line.textChanged.connect(self._on_change)
        self.to.textChanged.connect(lambda: self._form.setRowVisible(self.login_words, False))
        self._on_change()

    def _fill(self, last: DeliveryOrder) -> None:
        """Begin with what was ordered last; of another gallery that is not whom it may go to, too."""
        longest = last.longest_px if last.as_jpeg else None
        for choice, value in ((self.by, last.by), (self.packing, last.zipped), (self.pictures, longest)):
            choice.setCurrentIndex([choice.itemData(row) for row in range(choice.count())].index(value))
        for box, checked in (
            (self.unasked, last.unasked and last.gallery_id == self._gallery.id),
            (self.confirmed, not last.tagged),
            (self.sheet, last.sheet),
            (self.sharpen, last.sharpen),
            (self.names, last.names),
        ):
            box.setChecked(checked)
        for line, text in (
            (self.to, last.to),
            (self.watermark, last.watermark),
            (self.logo, str(last.logo or "")),
            (self.template, last.file_template),
        ):
            line.setText(text)
        self.to.selectAll()

    def order(self) -> DeliveryOrder:
        """What is to be handed out, as the fields say it."""
        longest = self.pictures.currentData()
        made = longest is not None
        logo = self.logo.text().strip()
        return DeliveryOrder(
            self._gallery.id,
            self.to.text().strip(),
            Recipients(self.by.currentData()),  # of which Qt makes a plain text
            zipped=self.packing.currentData(),
            tagged=not self.confirmed.isChecked(),
            unasked=self.unasked.isChecked(),
            file_template=self.template.text(),
            as_jpeg=made,
            longest_px=longest or 0,
            sharpen=made and self.sharpen.isChecked(),
            watermark=self.watermark.text().strip() if made else "",
            logo=typed_path(logo) if made and logo else None,
            names=self.names.isChecked(),
            sheet=self.sheet.isChecked(),
        )

    @Slot()
    def _on_change(self) -> None:
        made = self.pictures.currentData() is not None
        for one in (self.sharpen, self.watermark, self._logo_row):
            self._form.setRowVisible(one, made)
        self.login_button.setVisible("://" in self.to.text() and not self.to.text().startswith("file:"))
        self.send_button.setEnabled(False)
        self._later.start()

    @Slot()
    def _look(self) -> None:
        """See what the order comes to."""
        self._looking.ask(delivering.preview_delivery(self.order()), self._on_plan, self._on_refused)

    @Slot(object)
    def _on_plan(self, plan: DeliveryPlan) -> None:
        self.problem.clear()
        self.recipients.set_rows([(one.name, one.folder, one.photos) for one in plan.recipients])
        self.words.setText("\n".join(self._sentences(plan)))
        files = sum(one.photos for one in plan.recipients)
        self.send_button.setText(self.tr("Deliver photos ({n})").format(n=files))
        self.send_button.setEnabled(bool(files and self.to.text().strip()))

    def _sentences(self, plan: DeliveryPlan) -> list[str]:
        lines = []
        if not plan.recipients and not plan.withheld:
            lines.append(self.tr("Nobody is named in these photos yet."))
        lines += delivering.plan_words(plan)
        if any(one.reason is WithheldReason.NOT_ASKED for one in plan.withheld):
            lines.append(self.tr("Consent is noted in Players; or tick that they are to be delivered, too."))
        if plan.files_unread:
            lines.append(self.tr("Photos whose own files name somebody who is withheld are left out, too."))
        return lines

    @Slot(object)
    def _on_refused(self, error: PlayertagError) -> None:
        self.recipients.set_rows([])
        self.words.clear()
        self.problem.setText(f"⚠  {reason_of(error)}")

    @Slot(object)
    def _on_remembered(self, past: list[PastDelivery]) -> None:
        """Begin where the last one went."""
        if past and not self.to.text():
            self.to.setText(past[0].to)
            self.to.selectAll()

    @Slot()
    def send(self) -> None:
        """Hand out; how far it is, is in the activity area."""
        self.accept()
        self.wanted.emit(self.order(), self._gallery.name)

    @Slot()
    def _browse(self) -> None:
        folder = ask_folder(self._profile, self, self.tr("Where to"), Purpose.EXPORT)
        if folder is not None:
            self.to.setText(str(folder))

    @Slot()
    def _browse_logo(self) -> None:
        kinds = self.tr("Pictures (*.png)")
        file = ask_file(self._profile, self, self.tr("Logo"), Purpose.PICTURE, kinds)
        if file is not None:
            self.logo.setText(str(file))

    @Slot()
    def _sign_in(self) -> None:
        dialog = DeliveryLogin(self._document, self.to.text().strip(), self)
        dialog.signed_in.connect(self._on_signed_in)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(bool)
    def _on_signed_in(self, kept: bool) -> None:
        self.login_words.setText(
            self.tr("Signed in.")
            if kept
            else self.tr(
                "Signed in. This computer has no keyring: the password is forgotten when Playertag is closed."
            )
        )
        self._form.setRowVisible(self.login_words, True)

    @Slot()
    def _show_history(self) -> None:
        dialog = DeliveryHistory(self._document, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _choice(name: str, *options: tuple[str, object]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for words, value in options:
        made.addItem(words, value)
    return made


def _line(name: str, example: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(example)
    return made


def _beside(field: QLineEdit, *buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(field, 1)
    for one in buttons:
        row.addWidget(one)
    return row
