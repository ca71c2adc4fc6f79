"""A group looser or tighter by a slider: what it would be is shown before it is so."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider

from core.types import ClusterId, Regrouping, Tightness
from desktop import operations
from desktop.document import Document, Latest
from desktop.views.parts import label


class TightnessBar(QFrame):
    """In the middle the group is as it is; each step to the right parts it, to the left joins others."""

    previewed = Signal(object)
    """What the group would be: a `Regrouping`, or None for what it is."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._cluster: ClusterId | None = None
        self._steps = Tightness((), ())
        self._reading = Latest(document, self)
        self._regrouping = Latest(document, self)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setFixedWidth(110)
        self.slider.setPageStep(1)
        self.slider.setAccessibleName(self.tr("How tight the group is"))
        self.slider.setToolTip(self.tr("Left: more faces join. Right: the group falls into parts."))
        self.slider.valueChanged.connect(self._on_moved)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(label(self.tr("Looser"), "quiet"))
        layout.addWidget(self.slider)
        layout.addWidget(label(self.tr("Tighter"), "quiet"))

    def show_group(self, cluster_id: ClusterId | None) -> None:
        """Ask how tight this group can be; there is no slider without a group."""
        self._regrouping.drop()
        if cluster_id != self._cluster:
            self._set_steps(Tightness((), ()))
        self._cluster = cluster_id
        self.setVisible(cluster_id is not None)
        if cluster_id is None:
            self._reading.drop()
        else:
            self._reading.ask(operations.read_tightness(cluster_id), self._on_steps, self._on_nothing)

    def step(self, by: int) -> None:
        """Move the slider."""
        self.slider.setValue(self.slider.value() + by)

    @Slot()
    def reset(self) -> None:
        """As it is."""
        self.slider.setValue(0)

    def _set_steps(self, steps: Tightness) -> None:
        self._steps = steps
        with QSignalBlocker(self.slider):
            self.slider.setRange(-len(steps.looser), len(steps.tighter))
            self.slider.setValue(0)
        self.slider.setEnabled(bool(steps.looser or steps.tighter))

    @Slot(object)
    def _on_steps(self, steps: Tightness) -> None:
        self._set_steps(steps)

    @Slot(object)
    def _on_nothing(self, _: object) -> None:
        """The group has been answered meanwhile: there is nothing to move."""

    @Slot(int)
    def _on_moved(self, step: int) -> None:
        if step == 0 or self._cluster is None:
            self._regrouping.drop()
            self.previewed.emit(None)
            return
        cosine = self._steps.tighter[step - 1] if step > 0 else self._steps.looser[-step - 1]
        self._regrouping.ask(
            operations.read_regrouping(self._cluster, cosine), self._on_regrouped, self._on_nothing
        )

    @Slot(object)
    def _on_regrouped(self, found: Regrouping) -> None:
        self.previewed.emit(found)
