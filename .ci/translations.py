"""The window's words in other languages: `python .ci/translations.py`.

Collects every text that the program says into `resources/translations/*.ts`, to be translated with Qt
Linguist or an editor, and builds from them the `.qm` files that the program reads. With `--build` it
only builds. With `--check` it changes nothing, and fails where a text is missing, not seen by Qt's
collector, not translated, or lost one of its {places}.
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
SPEAKING = ("core", "desktop")
PLACE = re.compile(r"\{\w*\}")


def main() -> int:
    """Update, build or check; the exit code is 1 where something is not translated."""
    parser = argparse.ArgumentParser(description="Keep the translations complete.")
    parser.add_argument("--build", action="store_true", help="only build the .qm files")
    parser.add_argument("--check", action="store_true", help="change nothing; say what is missing")
    options = parser.parse_args()
    if options.check:
        faults = [fault for ts in files() for fault in (*check(ts), *overlooked(ts))]
        print("\n".join(faults) or "translations: complete")
        return 1 if faults else 0
    for ts in files():
        if not options.build:
            update(ts)
        build(ts)
    return 0


def files() -> list[Path]:
    """The translations there are."""
    return sorted(TRANSLATIONS.glob("*.ts"))


def sources() -> list[Path]:
    """The modules that say something to people."""
    return [path for folder in SPEAKING for path in sorted((ROOT / folder).rglob("*.py"))]


def update(ts: Path) -> None:
    """Bring a translation up to what the program says now."""
    # The engine marks its words by `said`; they have no context of their own.
    options = ["-tr-function-alias", "tr+=said", "-no-obsolete", "-locations", "none"]
    run("lupdate", *options, *map(str, sources()), "-ts", str(ts))


def build(ts: Path) -> None:
    """Make the file that the program reads."""
    run("lrelease", "-silent", str(ts), "-qm", str(ts.with_suffix(".qm")))


def run(tool: str, *arguments: str) -> None:
    """One of Qt's tools, of the environment that runs this."""
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([str(program), *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def check(ts: Path) -> Iterator[str]:
    """What is wrong with a translation."""
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / ts.name
        shutil.copy(ts, fresh)
        update(fresh)
        now = messages(fresh)
    before = messages(ts)
    yield from (f"{ts.name}: no longer said: {text}" for _, text in sorted(before.keys() - now.keys()))
    for (context, source), translated in now.items():
        if not translated:
            yield f"{ts.name}: not translated: {context}: {source}"
        elif sorted(PLACE.findall(source)) != sorted(PLACE.findall(translated)):
            yield f"{ts.name}: other places in: {source}"


def overlooked(ts: Path) -> Iterator[str]:
    """What the program says and the collector did not see, such as a text within an f-string."""
    collected = messages(ts).keys()
    for path in sources():
        for context, text, line in spoken(ast.parse(path.read_text("utf-8"))):
            if (context, text) not in collected:
                yield f"{path.relative_to(ROOT)}:{line}: the collector does not see: {text}"


def spoken(node: ast.AST, speaker: str = "") -> Iterator[tuple[str, str, int]]:
    """The context, text and line of each call of `tr`, `translate` and `said` with a text."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            name = child.func.attr if isinstance(child.func, ast.Attribute) else ast.unparse(child.func)
            words = [word.value for word in child.args if isinstance(word, ast.Constant)]
            match name, words:
                case ("tr", [str(text), *_]):
                    yield speaker, text, child.lineno
                case ("translate", [str(context), str(text), *_]):
                    yield context, text, child.lineno
                case ("said", [str(text), *_]):
                    yield "", text, child.lineno
        yield from spoken(child, child.name if isinstance(child, ast.ClassDef) else speaker)


def messages(ts: Path) -> dict[tuple[str, str], str]:
    """Each text of a file by context and source; empty where it is not translated."""
    found = {}
    for context in ET.parse(ts).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None
            text = translation.text if translation is not None and done else ""
            found[name, message.findtext("source") or ""] = text or ""
    return found


if __name__ == "__main__":
    sys.exit(main())
