"""Captions from templates: fields in braces, and in square brackets what is left out where a field is empty.

`{players} at {match}[, {court}]` makes "Ada Byron at Final, Court 2", or without the court "Ada Byron at
Final".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.errors import InvalidValueError
from core.words import said

FIELDS = ("players", "team", "match", "court", "gallery", "date", "time", "file")
_FIELD = re.compile(r"\{([^{}]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


def require_template(setting: str, template: str, fields: Sequence[str] = FIELDS) -> None:
    """See that a template can be filled, where there are these fields.

    Raises:
        InvalidValueError: a field that there is not, or brackets that do not match.
    """
    for name in _FIELD.findall(template):
        if name not in fields:
            raise InvalidValueError(
                setting,
                said(
                    "there is no field {{{name}}}; there are: {fields}.",
                    name=name,
                    fields=", ".join(f"{{{field}}}" for field in fields),
                ),
            )
    if set("{}[]") & set(_FIELD.sub("", _OPTIONAL.sub(r"\1", template))):
        raise InvalidValueError(setting, said("a brace or a bracket is open or too many."))


def filled(template: str, values: Mapping[str, str]) -> str:
    """A template with its fields filled in; empty where nothing but empty fields is in it.

    Args:
        template: from which `require_template` has nothing to say.
        values: of each of the fields, empty where it is not known.
    """
    if not any(values[name] for name in _FIELD.findall(template)):
        return ""

    def part(found: re.Match[str]) -> str:
        return found[1] if all(values[name] for name in _FIELD.findall(found[1])) else ""

    kept = _OPTIONAL.sub(part, template)
    return " ".join(_FIELD.sub(lambda field: values[field[1]], kept).split())
