"""docs/operations.md against the engine: every operation has all that belongs to one."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import typer

from core.cli import app
from core.library import Library

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "operations.md"


@pytest.fixture(scope="module")
def library(new_library: Path) -> Iterator[Library]:
    """One for all tests here, which only look at what it can do."""
    with Library.open(new_library) as opened:
        yield opened


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page."""

    method: str
    verb: str
    labels: tuple[str, ...]
    """What is written there, word for word."""
    by: str
    """The operation that gives the window what this one does; empty where it calls this one."""
    through: str
    """The function that both read it with."""
    errors: frozenset[str]


def rows_of(page: str) -> dict[str, Row]:
    """The operations of the page by their method."""
    rows: dict[str, Row] = {}
    for line in page.splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[0] != "operation" and not set(cells[0]) <= set("-"):
            _, method, verb, place, errors = cells
            by = re.search(r"by `([\w.]+)`, through `(\w+)`", place)
            found = frozenset(re.findall(r"\w+Error", errors))
            labels = (place.partition(":")[0].strip('"'), *re.findall(r'"([^"]+)"', place))
            assert method not in rows, f"{method} has two rows"
            rows[method] = Row(method, verb, labels, by[1] if by else "", by[2] if by else "", found)
    return rows


def parts_of(page: str) -> frozenset[str]:
    """The methods that the page says are parts of operations."""
    text = page.partition("## Parts of operations")[2].partition("##")[0]
    return frozenset(re.findall(r"`([\w.]+)`", text))


def public_methods(library: Library) -> Iterator[str]:
    """Every public method of the engine, as callers write it after the library."""
    late = {name for name, found in vars(Library).items() if isinstance(found, cached_property)}
    for name, _ in inspect.getmembers(Library):
        if not name.startswith("_") and name not in late:
            yield name
    for name, manager in {**vars(library), **{name: getattr(library, name) for name in late}}.items():
        if not name.startswith("_") and name != "paths":
            for method, found in inspect.getmembers_static(type(manager)):
                if not method.startswith("_") and isinstance(found, FunctionType | property):
                    yield f"{name}.{method}"


def commands(group: typer.Typer, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every verb of the command line with the function behind it."""
    for command in group.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__.replace("_", "-")
        yield f"{prefix}{name}", command.callback
    for part in group.registered_groups:
        assert part.typer_instance is not None
        yield from commands(part.typer_instance, f"{prefix}{part.name} ")


def member(library: Library, method: str) -> object:
    """The function or property that a method of the page is."""
    owner, _, name = method.rpartition(".")
    return inspect.getattr_static(type(getattr(library, owner)) if owner else Library, name)


def used_in(code: Iterable[ast.AST]) -> frozenset[str]:
    """What some code calls or reads: `name` of everything, and `owner.name` where an owner is named.

    An owner that a class keeps for itself, `self._owner`, is called as others call it.
    """
    found: set[str] = set()
    for node in (inner for outer in code for inner in ast.walk(outer)):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
            if isinstance(node.value, ast.Attribute | ast.Name):
                owner = node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id
                found.add(f"{owner.lstrip('_')}.{node.attr}")
    return frozenset(found)


def functions_called(code: ast.Module) -> frozenset[str]:
    """The functions that some code calls by their bare names."""
    calls = (node.func for node in ast.walk(code) if isinstance(node, ast.Call))
    return frozenset(called.id for called in calls if isinstance(called, ast.Name))


def module_of(library: Library, method: str) -> ast.Module:
    """The code of the file that a method of a manager is in."""
    manager = getattr(library, method.partition(".")[0])
    return ast.parse(inspect.getsource(sys.modules[type(manager).__module__]))


def collected(code: ast.Module) -> list[ast.FunctionDef]:
    """The tests of a file, as pytest collects them, without those that it leaves out."""
    if any(_marked_out(node) for node in code.body if isinstance(node, ast.Assign | ast.Expr)):
        return []
    functions = [node for node in code.body if isinstance(node, ast.FunctionDef)]
    return [node for node in functions if node.name.startswith("test_") and not _left_out(node)]


def _left_out(test: ast.FunctionDef) -> bool:
    """Whether a test is marked so, or ends whatever happens."""
    return any(map(_marked_out, test.decorator_list)) or any(map(_ends, test.body))


def _ends(node: ast.stmt) -> bool:
    """Whether a test goes no further than this statement."""
    gives_up = ast.unparse(node).startswith(("pytest.skip(", "pytest.xfail("))
    return gives_up or isinstance(node, ast.Return | ast.Raise)


def _marked_out(node: ast.AST) -> bool:
    """Whether this decorator, or line of a module, speaks of leaving tests out."""
    return re.search("skip|xfail", ast.unparse(node)) is not None


def reached(code: ast.Module) -> list[ast.FunctionDef]:
    """The tests of a file that are not left out, and the helpers and fixtures that they use."""
    others = {node.name: node for node in code.body if isinstance(node, ast.FunctionDef)}
    found: list[ast.FunctionDef] = []
    waiting = collected(code)
    while waiting:
        found += waiting
        names = {word for node in waiting for word in _names_in(node)} - {node.name for node in found}
        waiting = [others[name] for name in sorted(names & others.keys())]
    return found


def _names_in(code: ast.AST) -> Iterator[str]:
    for node in ast.walk(code):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg


def words_in(code: ast.Module) -> frozenset[str]:
    """The texts that are shown: what is given to `tr` and `translate`."""
    calls = [node for node in ast.walk(code) if isinstance(node, ast.Call)]
    shown = [call for call in calls if ast.unparse(call.func).rpartition(".")[2] in {"tr", "translate"}]
    texts = [argument for call in shown for argument in call.args if isinstance(argument, ast.Constant)]
    return frozenset(str(text.value) for text in texts)


def parsed(folder: str, files: str) -> list[ast.Module]:
    """The code of the files of a folder."""
    return [ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / folder).rglob(files))]


OPERATIONS = rows_of(PAGE.read_text("utf-8"))
VERBS = dict(commands(app))
# `doctor` and `check` hand the library to a module of its own.
BEHIND = dict.fromkeys(("doctor", "check"), (ROOT / "core" / "doctor.py").read_text("utf-8"))
WINDOW = parsed("desktop", "*.py")
# What is about no photo.
WITHOUT_PHOTOS = {
    *("players.preview_codes", "players.import_codes", "export.codes"),
    *("players.add", "players.update", "players.set_seasons", "players.preview_roster"),
    *(
        "players.import_roster",
        "export.roster",
        "players.preview_codes",
        "players.import_codes",
        "export.codes",
        "settings",
        "update_settings",
        "check_database",
        "backups.make",
        "backups.all",
    ),
    *("account.who", "account.use_client", "account.sign_in", "account.sign_out"),
    *(f"team.{name}" for name in ("status", "create", "join", "leave", "sync", "members", "invite")),
    *(f"team.{name}" for name in ("dismiss", "renew", "own_invitation", "conflicts", "index", "upgrade")),
    *(f"store.{name}" for name in ("use", "set_key", "deliver")),
    "deliveries.sign_in",
    *(f"stations.{name}" for name in ("share", "work", "status")),
}
IN_WINDOW = used_in(WINDOW)
SHOWN = frozenset().union(*map(words_in, WINDOW))
CODE = [
    (function.name, used_in([function]))
    for file in [*WINDOW, *parsed("core", "*.py")]
    for function in ast.walk(file)
    if isinstance(function, ast.FunctionDef)
]
ON_REAL_PHOTOS = used_in(
    function for file in parsed("tests/core", "test_real_*.py") for function in reached(file)
)
TESTED = used_in(test for file in parsed("tests/core", "test_operations*.py") for test in collected(file))


def test_every_public_method_of_the_engine_is_on_the_page_and_no_other(library: Library) -> None:
    parts = parts_of(PAGE.read_text("utf-8"))
    assert OPERATIONS.keys() | parts == set(public_methods(library))
    assert not OPERATIONS.keys() & parts


@pytest.mark.parametrize("method", sorted(parts_of(PAGE.read_text("utf-8"))))
def test_a_part_of_operations_is_part_of_something(method: str) -> None:
    name = method.rpartition(".")[2]
    assert any(method in used for caller, used in CODE if caller != name), f"nothing calls {method}"


@pytest.mark.parametrize("method", OPERATIONS)
def test_an_operation_has_a_verb_that_calls_it(method: str) -> None:
    verb = OPERATIONS[method].verb
    assert verb in VERBS
    source = inspect.getsource(VERBS[verb]) + BEHIND.get(verb, "")
    assert method in used_in([ast.parse(source)]), f"playertag {verb} does not call {method}"
    assert "as_json" in inspect.signature(VERBS[verb]).parameters
    heeded = any(isinstance(node, ast.Name) and node.id == "as_json" for node in ast.walk(ast.parse(source)))
    assert heeded, f"playertag {verb} takes --json and does not heed it"


@pytest.mark.parametrize("method", OPERATIONS)
def test_an_operation_has_a_place_in_the_window(method: str, library: Library) -> None:
    row = OPERATIONS[method]
    missing = [label for label in row.labels if not label or label not in SHOWN]
    assert not missing, f"nothing in the window is called {missing}"
    for one in (method, row.by) if row.by else ():
        assert row.through in functions_called(module_of(library, one)), f"{one} does not call {row.through}"
    assert (row.by or method) in IN_WINDOW, f"nothing in the window calls {method}"


@pytest.mark.parametrize("method", OPERATIONS)
def test_an_operation_says_what_it_does_and_how_it_fails(method: str, library: Library) -> None:
    text = inspect.getdoc(member(library, method)) or ""
    assert text
    raises = text.partition("Raises:")[2]
    assert frozenset(re.findall(r"^\s+(\w+Error):", raises, re.MULTILINE)) == OPERATIONS[method].errors


@pytest.mark.parametrize("method", OPERATIONS)
def test_an_operation_has_a_typed_request_and_result(method: str, library: Library) -> None:
    found = member(library, method)
    function = found.fget if isinstance(found, property) else found
    signature = inspect.signature(function)  # type: ignore[arg-type]
    assert signature.return_annotation not in (inspect.Signature.empty, "Any")
    untyped = [p.name for p in signature.parameters.values() if p.annotation is inspect.Parameter.empty]
    assert untyped == ["self"]


@pytest.mark.parametrize("method", OPERATIONS)
def test_an_operation_is_tested_on_pictures(method: str) -> None:
    assert method in TESTED, f"no test of tests/core/test_operations*.py calls {method}"


@pytest.mark.parametrize("method", sorted(OPERATIONS.keys() - WITHOUT_PHOTOS))
def test_an_operation_is_tested_on_real_photos(method: str) -> None:
    assert method in ON_REAL_PHOTOS, f"no test of tests/core/test_real_*.py calls {method}"


def test_every_verb_is_an_operation_or_about_the_program_itself() -> None:
    of_the_program = {"models list", "models install", "models verify", "demo"}
    # No operations of an open library: it may not open, or is not to be open.
    of_the_folder = {"restore", "repair"}
    assert VERBS.keys() - {row.verb for row in OPERATIONS.values()} == of_the_program | of_the_folder


def test_what_is_missing_would_be_noticed() -> None:
    page = "| add | `players.add` | `players add` | Players | InvalidValueError, NotFoundError |"
    assert rows_of(page) == {
        "players.add": Row(
            "players.add",
            "players add",
            ("Players",),
            "",
            "",
            frozenset({"InvalidValueError", "NotFoundError"}),
        )
    }
    place = rows_of('| a | `a.b` | `a` | There: by `c.d`, through `e`, the "E" and "F {n}" | |')["a.b"]
    assert (place.by, place.through, place.labels) == ("c.d", "e", ("There", "E", "F {n}"))
    code = ast.parse(
        "def test_a(library):\n    library.players.add(x)  # players.merge\n"
        "def helper(library):\n    library.players.remove('players.get')\n    settings = 1\n"
        "@pytest.mark.skip\ndef test_b(library):\n    library.players.remove(x)"
    )
    assert {"players.add", "add"} <= used_in(collected(code))
    assert not {"players.merge", "players.remove"} & used_in(collected(code))
    assert "players.remove" in used_in([code])
    assert not {"players.get", "settings"} & used_in([code])
    test = "def test_a(library, made):\n    players.add(x)\n"
    helpers = "def made():\n    more()\ndef more():\n    players.get(x)\ndef other():\n    players.remove(x)"
    used = used_in(reached(ast.parse(f"{test}\n{helpers}")))
    assert {"players.add", "players.get"} <= used
    assert "players.remove" not in used
    for left_out in (
        f"pytestmark = pytest.mark.skip\n{test}",
        test.replace("players", "pytest.skip()\n    a"),
    ):
        assert not collected(ast.parse(left_out))
    with pytest.raises(AssertionError, match="two rows"):
        rows_of(f"{page}\n{page}")
    assert words_in(ast.parse("self.tr('Players'); translate('a', 'More'); print('no')")) == {
        "Players", "a", "More",
    }  # fmt: skip
    assert parts_of("## Parts of operations\n`a.b`, `c`\n## Next\n`d`") == {"a.b", "c"}
