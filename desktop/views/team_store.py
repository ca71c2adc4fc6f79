"""The store of a team's pictures: where it is, a member's key, and a player's photos by a link."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from core.types import Delivery, Player, Role, TeamStatus
from desktop import teamwork
from desktop.document import Document, Operation
from desktop.views.parts import CopyButton
from desktop.views.team_dialogs import AskDialog

translate = QCoreApplication.translate


class StoreDialog(AskDialog):
    """Where the team's pictures are, for an owner to say, and the key that this member has there."""

    def __init__(self, document: Document, team: TeamStatus, parent: QWidget) -> None:
        title = translate("StoreDialog", "Pictures of the team")
        super().__init__(document, title, translate("StoreDialog", "Use it"), parent)
        self._chooses = team.may(Role.OWNER)
        self._before = team.store
        self.address = self.add_field(self.tr("Address"), "https://host/bucket", optional=True)
        self.address.setText(team.store)
        self.address.setReadOnly(not self._chooses)
        self.key = self.add_field(self.tr("Your access key"), "", optional=True)
        self.secret = self.add_field(self.tr("Its secret"), "", optional=True)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.hint.setText("\n\n".join(filter(None, (self._words(), self._key_words(team)))))
        if not self._chooses:
            self.key.setFocus()

    def _words(self) -> str:
        if not self._chooses and not self._before:
            return self.tr("The team has no store of pictures. An owner can give it one.")
        if not self._chooses:
            return self.tr("An owner chose it. Whoever looks after it gives you a key of your own.")
        return self.tr(
            "A bucket of S3 or of anything like it (https://host/bucket, s3://bucket), or a folder that all "
            "reach (file:///folder). Empty: pictures are not shared. The key is kept in this computer's "
            "keyring, never in the library; every member needs one of their own."
        )

    def _key_words(self, team: TeamStatus) -> str:
        if not team.store_key:
            return ""
        if team.unkept_key:
            words = self.tr("You have the key {key} here until Playertag ends. Another one takes its place.")
        else:
            words = self.tr("✓  Your key {key} is kept on this computer. Another one takes its place.")
        return words.format(key=team.store_key)

    def complete(self) -> bool:
        """An owner may name a store or none; the others have a key, if there is one to have."""
        given = {bool(field.text().strip()) for field in self._fields[1:]}
        return len(given) < 2 and (self._chooses or (bool(self._before) and True in given))

    def operation(self) -> Operation:
        """Use it."""
        key = teamwork.key_of(self.key.text(), self.secret.text())
        if key is not None and (not self._chooses or self.address.text().strip() == self._before):
            return teamwork.set_store_key(key)
        return teamwork.use_store(self.address.text().strip(), key)


class DeliverDialog(AskDialog):
    """A link to the photos of a player."""

    def __init__(self, document: Document, player: Player, parent: QWidget) -> None:
        title = translate("DeliverDialog", "The photos of {player} by a link").format(player=player.name)
        super().__init__(document, title, translate("DeliverDialog", "Make the link"), parent)
        self._player = player
        self.days = self.add_field(self.tr("For how many days"), "")
        self.days.setText("7")
        self.link = self.add_field(self.tr("Link"), "", optional=True)
        self.link.setReadOnly(True)
        self.copy_button = CopyButton(self.tr("Copy"), self.link.text)
        self.copy_button.setEnabled(False)
        self._form.addRow("", self.copy_button)
        self.hint.setText(
            self.tr(
                "Whoever has the link can see the photos on which {player} is tagged or confirmed, as "
                "originals where the team's store has them, until the days are over."
            ).format(player=player.name)
        )

    def operation(self) -> Operation:
        """Make it."""
        days = self.days.text().strip()
        return teamwork.deliver(self._player.id, int(days) if days.isdigit() else 0)

    @Slot(object)
    def _on_done(self, delivery: object) -> None:
        assert isinstance(delivery, Delivery)
        self.link.setText(delivery.link)
        self.copy_button.renew()
        self.copy_button.setEnabled(True)
        words = self.tr("Photos: {n}, as originals: {originals}, not in the store yet: {missing}")
        told = words.format(n=delivery.photos, originals=delivery.originals, missing=delivery.missing)
        if delivery.withheld:
            left_out = self.tr("Left out, as somebody else on them does not agree to be recognised: {n}")
            told = f"{told}\n{left_out.format(n=delivery.withheld)}"
        self._say(told, "")
        self._update()
