"""Who may be recognised."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_

from core.db.schema import PlayerRow
from core.types import Consent


def not_to_be_named() -> ColumnElement[bool]:
    """Whether a recogniser is not to name a player: they were merged or removed, or they disagree."""
    return or_(PlayerRow.merged, disagrees())


def disagrees() -> ColumnElement[bool]:
    """Whether a player is not to be recognised: they refused, or the consent that they gave has ended.

    The last day of a consent still counts. A refusal holds whatever day it names, until another answer
    is written down. Who was never asked may be recognised.
    """
    ended = func.coalesce(PlayerRow.consent_until < date.today(), False)
    return or_(
        PlayerRow.consent == Consent.REFUSED.value, and_(PlayerRow.consent == Consent.GIVEN.value, ended)
    )
