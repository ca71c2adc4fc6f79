"""Results as a table to read and as a JSON file to compare with the next one."""

from __future__ import annotations

import json
import math
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measures import Estimate, Share

# Those whose version can change a figure.
PACKAGES = (
    "playertag",
    "numpy",
    "opencv-python-headless",
    "onnxruntime",
    "onnxruntime-gpu",
    "insightface",
    "hdbscan",
)

GIB = 1024**3

Json = float | int | str | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table whose first column is text and whose others are figures, right-aligned."""
    table = Table(title=title, title_justify="left")
    for i, column in enumerate(columns):
        table.add_column(column, justify="right" if i else "left")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


Figure = Share | Estimate | float | None


def text_of(figure: Figure) -> str:
    """A figure for a table: a share or an estimate with its 95 % interval, a number, or a dash for none."""
    if isinstance(figure, Share | Estimate):
        if not math.isfinite(figure.value):
            return "–"
        low, high = figure.interval
        return f"{figure.value:.3f} ({low:.3f}–{high:.3f})"
    if figure is None or not math.isfinite(figure):
        return "–"
    return f"{figure:,}" if isinstance(figure, int) else f"{figure:.3f}"


def json_of(figure: Figure) -> Json:
    """A figure for a file; a share keeps its counts, and what is not finite becomes null."""
    if isinstance(figure, Share | Estimate):
        counts = {"hits": figure.hits, "total": figure.total} if isinstance(figure, Share) else {}
        interval = [json_of(end) for end in figure.interval]
        return {**counts, "value": json_of(figure.value), "interval_95": interval}
    return figure if figure is not None and math.isfinite(figure) else None


def write_json(path: Path, results: Mapping[str, Json]) -> None:
    """Write `results` and the machine they are from."""
    text = json.dumps({"machine": machine(), **results}, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def machine() -> dict[str, Json]:
    """What of the machine a figure depends on; neither its name nor any path."""
    return {
        "cpu": _cpu_model(),
        "cores": _cores(),
        "memory_gib": _memory_gib(),
        "gpu": _gpu_models(),
        "os": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "packages": dict(_versions()),
    }


def _cpu_model() -> str:
    # Linux has no model in `platform`, only the architecture.
    table = Path("/proc/cpuinfo")
    lines = table.read_text(encoding="utf-8").splitlines() if table.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def _cores() -> int:
    """Those this process may use, which on a shared machine are fewer than there are."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory_gib() -> float | None:
    """None where the standard library has no way to ask (Windows)."""
    if sys.platform == "win32":
        return None
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB, 1)


def _gpu_models() -> list[str]:
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return []
    command = [tool, "--query-gpu=name", "--format=csv,noheader"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stdout.split("\n")[:-1] if answer.returncode == 0 else []


def _versions() -> Iterable[tuple[str, str]]:
    for package in PACKAGES:
        try:
            yield package, version(package)
        except PackageNotFoundError:
            # Of the two builds of ONNX Runtime only one can be installed.
            continue
