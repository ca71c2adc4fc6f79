from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from core.paths import resources
from core.types import FaceState
from desktop import theme
from desktop.theme import DARK, LIGHT, Colours

SURFACES = ("window", "panel", "raised", "field", "selection")
INKS = ("text", "quiet", "confirmed", "tagged", "suggested", "unknown")


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    return 0.2126 * linear(made.redF()) + 0.7152 * linear(made.greenF()) + 0.0722 * linear(made.blueF())


def contrast(first: str, second: str) -> float:
    """WCAG 2.2."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
class TestContrast:
    @pytest.mark.parametrize("surface", SURFACES)
    @pytest.mark.parametrize("ink", INKS)
    def test_text_can_be_read(self, colours: Colours, ink: str, surface: str) -> None:
        assert contrast(getattr(colours, ink), getattr(colours, surface)) >= 4.5

    def test_text_on_the_accent_and_on_a_warning_can_be_read(self, colours: Colours) -> None:
        assert contrast(colours.on_accent, colours.accent) >= 4.5
        assert contrast(colours.on_accent, colours.accent_hover) >= 4.5
        assert contrast(colours.warning_text, colours.warning_surface) >= 4.5

    @pytest.mark.parametrize("surface", ["window", "panel", "raised", "field"])
    def test_outlines_can_be_seen(self, colours: Colours, surface: str) -> None:
        assert contrast(colours.edge, getattr(colours, surface)) >= 3
        assert contrast(colours.accent, getattr(colours, surface)) >= 3


@pytest.mark.parametrize(("name", "colours"), [("dark", DARK), ("light", LIGHT)])
def test_a_theme_dresses_the_application(qapp: QApplication, name: str, colours: Colours) -> None:
    theme.apply(qapp, name)
    assert theme.colours(qapp.palette()) is colours
    assert colours.accent in qapp.styleSheet()


def test_where_the_system_says_nothing_the_theme_is_dark(qapp: QApplication) -> None:
    theme.apply(qapp, "system")
    assert theme.colours(qapp.palette()) is DARK


def test_the_style_sheet_names_only_colours_there_are() -> None:
    sheet = (resources() / "styles" / "playertag.qss").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<!\$)\$(\w+)", sheet))
    assert named <= set(Colours.__dataclass_fields__)


def test_every_state_has_a_colour_of_its_own_but_the_closed_ones() -> None:
    shown = (FaceState.CONFIRMED, FaceState.TAGGED, FaceState.SUGGESTED, FaceState.UNKNOWN)
    assert len({DARK.state(state).name() for state in shown}) == len(shown)


def test_icons_are_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    for path in (resources() / "icons").glob("*.svg"):
        if path.stem != "playertag":
            image = theme.icon(path.stem, "#ff0000").pixmap(48, 48).toImage()
            reds = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
            assert any(colour.alpha() > 200 and colour.red() == 255 for colour in reds), path.stem
    assert not theme.app_icon().isNull()
