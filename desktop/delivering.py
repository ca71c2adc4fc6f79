"""What the window can ask of photos that are handed out; like `desktop.operations`, nothing is run here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.library import Library
from core.storage.destination import Login
from core.types import DeliveryId, DeliveryOrder, DeliveryPlan, DeliveryReport, WithheldReason
from desktop.document import Offer, Operation, again, reading
from desktop.folders import show_folder
from desktop.jobs import Lane

translate = QCoreApplication.translate

# Of more than that a sentence names the first.
NAMED = 20


def preview_delivery(order: DeliveryOrder) -> Operation:
    """The DeliveryPlan of an order."""
    title = translate("operations", "See who would get which photos")

    def call(library: Library) -> DeliveryPlan:
        return library.deliveries.preview(order)

    return reading(title, call, quiet=True)


def plan_words(plan: DeliveryPlan) -> list[str]:
    """Whose photos are withheld, and which are left out and why."""
    lines = []
    for reason, words in (
        (WithheldReason.REFUSED, translate("operations", "Withheld, as they refused: {names}.")),
        (WithheldReason.ENDED, translate("operations", "Withheld, as their consent has ended: {names}.")),
        (
            WithheldReason.NOT_ASKED,
            translate("operations", "Withheld, as nobody asked for their consent: {names}."),
        ),
    ):
        of_each = translate("operations", "{name} (photos: {n})")
        those = [of_each.format(name=one.name, n=one.photos) for one in plan.withheld if one.reason is reason]
        if those:
            lines.append(words.format(names=_some(those)))
    for n, words in (
        (plan.left_out, translate("operations", "Photos left out as one of them is on it: {n}.")),
        (plan.nameless, translate("operations", "Photos left out as nobody is named on them: {n}.")),
        (plan.placeless, translate("operations", "Photos left out as they are of no team or match: {n}.")),
        (
            plan.elsewhere,
            translate("operations", "Photos left out as their files are on another computer: {n}."),
        ),
    ):
        if n:
            lines.append(words.format(n=n))
    lines += _named_by_files(plan)
    if plan.tool_missing:
        lines.append(
            translate(
                "operations",
                "No names go into the files, and nobody looks whom they name themselves: ExifTool is not on "
                "this computer.",
            )
        )
    refusing = [one.name for one in plan.withheld if one.reason is not WithheldReason.NOT_ASKED]
    if refusing:
        words = translate(
            "operations",
            "Who refused, or whose consent has ended, is not looked for. Look yourself for photos of them: "
            "{names}.",
        )
        lines.append(words.format(names=_some(refusing)))
    return lines


def _named_by_files(plan: DeliveryPlan) -> list[str]:
    """Which files were left out as they name somebody."""
    naming = [one for one in plan.withheld if one.files]
    words = translate("operations", "Left out as the files themselves name {name}: {files}.")
    lines = [words.format(name=one.name, files=_some([path.name for path in one.files])) for one in naming]
    if naming:
        lines.append(
            translate(
                "operations", "Is that wrong, take the name out of them, or write the names into them again."
            )
        )
    return lines


def _some(names: list[str]) -> str:
    """The first of some names, and how many more there are."""
    if len(names) <= NAMED:
        return ", ".join(names)
    more = translate("operations", "{n} more").format(n=len(names) - NAMED)
    return ", ".join([*names[:NAMED], more])


def deliver(order: DeliveryOrder, name: str) -> Operation:
    """Deliver the photos of a gallery: a DeliveryReport."""
    title = translate("operations", "Deliver the photos of {gallery}").format(gallery=name)
    return Operation(
        title,
        Lane.FILES,
        lambda library, context: library.deliveries.send(order, context),
        summary=_sent,
        offer=lambda report: _next(report, order, name),
        shown=True,
    )


def read_deliveries() -> Operation:
    """list[PastDelivery], the latest first."""
    title = translate("operations", "Look what was delivered")
    return reading(title, lambda library: library.deliveries.history(), quiet=True)


def read_received(delivery_id: DeliveryId) -> Operation:
    """list[Received] of a delivery."""
    title = translate("operations", "Look who got what")
    return reading(title, lambda library: library.deliveries.received(delivery_id), quiet=True)


def sign_in(to: str, login: Login) -> Operation:
    """Keep a login of a server: whether it is kept for long."""
    title = translate("operations", "Sign in where photos are delivered to")
    return Operation(title, Lane.SYNC, lambda library, _: library.deliveries.sign_in(to, login), quiet=True)


def _next(report: DeliveryReport, order: DeliveryOrder, name: str) -> Offer | None:
    """To try again what failed, else to look at the folder where there is one."""
    if report.failures or "://" in order.to:
        return again(report, deliver(order, name))
    words = translate("operations", "Open folder")
    return Offer(words, lambda _: show_folder(Path(order.to).expanduser()))


def _sent(report: DeliveryReport) -> str:
    words = translate("operations", "Photos delivered: {n}. Files sent: {sent}, there already: {there}.")
    told = words.format(n=report.photos, sent=report.sent, there=report.there)
    lines = [told, *plan_words(report.plan)]
    if report.out_before:
        words = translate(
            "operations", "Left out now, but delivered there before, where they are still: {n}."
        )
        lines.append(words.format(n=report.out_before))
    return " ".join(lines)
