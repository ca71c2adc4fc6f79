"""The roles that the models answer and the delegates paint."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
"""The parent of a flat model's rows."""

_FIRST = Qt.ItemDataRole.UserRole.value

PHOTO = _FIRST + 1
"""`core.types.Photo`, or None while its page is being read."""
PICTURE = _FIRST + 2
"""QPixmap, or None while it is being loaded."""
PICTURE_MISSING = _FIRST + 3
"""True where there is no picture to be had."""
FACE = _FIRST + 4
"""`core.types.Face`."""
QUESTION = _FIRST + 5
"""`desktop.models.face_grid.Question`."""
PLAYER = _FIRST + 6
"""`core.types.Player`."""
SESSION = _FIRST + 7
"""`core.types.TrainingSession`."""
READINESS = _FIRST + 8
"""`core.types.PlayerReadiness`."""
GALLERY = _FIRST + 9
"""`core.types.Gallery`."""
ROSTER = _FIRST + 10
"""The ids of the players on the gallery's roster; empty where everybody may play."""
ROW = _FIRST + 11
"""A row of a table of plain values, as it was given."""
COSINE = _FIRST + 12
"""How alike a face of the library is to the one in question."""
REFERENCE = _FIRST + 40
"""`core.types.Reference`."""
TABLE_ROW = _FIRST + 41
"""`core.types.TableRow`."""
SEASON = _FIRST + 42
"""`core.types.Season`."""
CONFLICT = _FIRST + 43
"""`core.types.Conflict`."""
DISPUTED = _FIRST + 44
"""Whether people of the team disagree about the face."""
NUMBER = _FIRST + 48
"""The digits that were read on the shirt or bib below the face; "" where none were."""
OFFER = _FIRST + 47
"""`desktop.models.conditions.Offer`."""
SECTION = _FIRST + 13
"""The words over the face's part of the grid; none where there is only one part."""
SECTION_TITLE = _FIRST + 14
"""What stands over the first face of a part: the words and how many it has."""
COUNTS = _FIRST + 46
"""Of how many faces a question is, in words."""
SECTION_ENDS = _FIRST + 45
"""How many faces the part has that ends with the face; 0 where none ends."""
