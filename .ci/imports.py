"""The drawings of docs/architecture.md: `python .ci/imports.py` makes them anew from the code.

A box is a layer of a contract in pyproject.toml, an arrow an import that is there; arrows that follow from
others are left out, so that it can be read. With `--check` nothing is changed, and what is drawn otherwise
than it is fails.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
PACKAGES = ("core", "desktop")
DRAWING = "<!-- imports of {package} -->\n```mermaid\n{text}```\n"
Edges = set[tuple[int, int]]


def main() -> int:
    """Draw or check; the exit code is 1 where a drawing is not what the code is."""
    parser = argparse.ArgumentParser(description="Draw who imports whom.")
    parser.add_argument("--check", action="store_true", help="change nothing; say whether it is as drawn")
    options = parser.parse_args()
    page = PAGE.read_text("utf-8")
    drawn = redrawn(page, grimp.build_graph(*PACKAGES))
    if options.check:
        print(
            "imports: as drawn" if drawn == page else f"{PAGE.name} is older than the code: run {sys.argv[0]}"
        )
        return int(drawn != page)
    PAGE.write_text(drawn, "utf-8")
    return 0


def redrawn(page: str, graph: grimp.ImportGraph) -> str:
    """The page with its drawings as the imports are."""
    for package in PACKAGES:
        place = DRAWING.format(package=package, text="(?:.*\n)*?")
        text = DRAWING.format(package=package, text=drawing(package, graph))
        page, found = re.subn(place, text.replace("\\", r"\\"), page)
        if found != 1:
            raise ValueError(f"{PAGE.name} needs one place for the imports of {package}")
    return page


def drawing(package: str, graph: grimp.ImportGraph) -> str:
    """A package's layers and the imports between them, in Mermaid."""
    rows = layers(package)
    row_of = {f"{package}.{name}": number for number, names in enumerate(rows) for name in names}
    edges = {(row_of[one], row_of[other]) for one, other in imports(graph) if {one, other} <= row_of.keys()}
    lines = [f'    {package}{number}["{" · ".join(names)}"]' for number, names in enumerate(rows)]
    arrows = [f"    {package}{upper} --> {package}{lower}" for upper, lower in sorted(reduced(edges))]
    return "\n".join(["graph TD", *lines, *arrows, ""])


def layers(package: str) -> list[list[str]]:
    """The layers of a package by its contract, the uppermost first."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    rows = next(one["layers"] for one in contracts if one.get("containers") == [package])
    return [re.findall(r"\w+", row) for row in rows]


def imports(graph: grimp.ImportGraph) -> Iterator[tuple[str, str]]:
    """Who imports whom, both as the part of their package that they belong to."""
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            yield _part(module), _part(imported)


def _part(module: str) -> str:
    return ".".join(module.split(".")[:2])


def reduced(edges: Edges) -> Edges:
    """The edges, each from an upper row to a lower one, without those that follow from others."""
    apart = {(upper, lower) for upper, lower in edges if upper != lower}
    return {edge for edge in apart if not _leads(edge, apart - {edge})}


def _leads(edge: tuple[int, int], edges: Edges) -> bool:
    """Whether one gets from the upper row of an edge to its lower one by others."""
    reached, goal = {edge[0]}, edge[1]
    for row in range(edge[0], goal):
        if row in reached:
            reached |= {lower for upper, lower in edges if upper == row}
    return goal in reached


if __name__ == "__main__":
    sys.exit(main())
