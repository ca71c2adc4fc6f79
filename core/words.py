"""What the engine says, in English, so that the window can say it in the user's language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping


class Words(str):
    """English text that remembers its template and what was put into it."""

    template: str
    values: Mapping[str, object]

    def in_language(self, translated: Callable[[str], str]) -> str:
        """The same with the template, and every `Words` that was put into it, translated."""
        values = {
            name: value.in_language(translated) if isinstance(value, Words) else value
            for name, value in self.values.items()
        }
        return translated(self.template).format(**values)


def said(template: str, **values: object) -> Words:
    """English words; `values` fill the template's {named} places, as `str.format` does.

    The template is a literal: tools collect those for translation.
    """
    words = Words(template.format(**values))
    words.template, words.values = template, values
    return words


def kept(text: str) -> str:
    """A text as one that can be stored, its template and values with it."""
    if not isinstance(text, Words):
        return json.dumps(str(text))
    values = {
        name: {"words": kept(value)} if isinstance(value, Words) else str(value)
        for name, value in text.values.items()
    }
    return json.dumps([text.template, values])


def recalled(stored: str) -> str:
    """What `kept` made storable: `Words` again where it was that."""
    found = json.loads(stored)
    if isinstance(found, str):
        return found
    template, values = found
    return said(
        template,
        **{
            name: recalled(value["words"]) if isinstance(value, dict) else value
            for name, value in values.items()
        },
    )
