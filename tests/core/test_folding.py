from __future__ import annotations

import pytest

from core.folding import folded, sounded


def test_a_name_is_compared_without_capitals_accents_and_wide_gaps() -> None:
    assert folded("  José   IBÁÑEZ ") == "jose ibanez"
    assert folded("Łukasz Søren-Æbelø") == "lukasz soren-aebelo"


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("Ирина", ["irina", "Irina", "ИРИНА"]),
        ("Мельник", ["Melnik", "Mel'nik", "мельник"]),
        ("Юлия", ["Yulia", "Yuliya", "Julia", "Iuliia"]),
        ("Сергей", ["Sergey", "Sergei", "Sergej"]),
        ("Юрий", ["Yuri", "Yury", "Iurii"]),
        ("Хабаров", ["Khabarov", "Habarov"]),
        ("Щербакова", ["Shcherbakova"]),
        ("Цветков", ["Tsvetkov"]),
        ("Жанна Эрнст", ["Zhanna Ernst"]),
        ("Подъячева-Алёшина", ["Podyacheva Aleshina", "подъячева алешина"]),
        ("Ильин", ["Ilyin", "Ilin", "Il'in"]),
        ("Їжакевич", ["Izhakevich"]),
    ],
)
def test_a_name_is_found_in_either_alphabet(name: str, ways: list[str]) -> None:
    assert {sounded(way) for way in ways} == {sounded(name)}


def test_every_letter_of_the_russian_alphabet_is_written_in_latin_ones() -> None:
    letters = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    assert sounded(letters).isascii()
    assert sounded(letters.upper()) == sounded(letters)


def test_names_that_only_look_alike_stay_apart() -> None:
    assert len({sounded(name) for name in ("Анна", "Инна", "Яна", "Жанна", "Ирина", "Марина")}) == 6
