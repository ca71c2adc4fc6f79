"""`playertag models`: model packs. What opens them is imported by the verb that needs it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.options import JsonOption, group
from core.cli.terminal import Terminal, rows, table

models = group("Model packs: the networks that find and tell faces apart.")


@models.command("list")
def list_models(as_json: JsonOption = False) -> None:
    """The packs that can be installed and those that are."""
    from core.vision.model_packs import installed_packs, published_packs

    installed, published = installed_packs(), published_packs()
    manifests = {**published, **{pack_id: pack.manifest for pack_id, pack in installed.items()}}
    value = {
        pack_id: {**manifest.model_dump(include={"title", "licence", "commercial"})}
        | {"installed": pack_id in installed}
        for pack_id, manifest in manifests.items()
    }
    lines = [
        (pack_id, "installed" if v["installed"] else "–", v["title"], v["licence"])
        for pack_id, v in value.items()
    ]
    Terminal(as_json).answer(value, rows(table("pack", "", "what it is", "licence"), lines))


@models.command("install")
def install_model(
    pack: Annotated[str, typer.Argument(help="The pack's id, or a name for a pack of your own.")],
    source: Annotated[Path | None, typer.Option("--from", help="A folder or zip with the pack.")] = None,
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="I have read the licence and accept it.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Fetch a pack, check it by hash, and put it in place."""
    from core.vision.model_packs import install_pack

    done = install_pack(pack, accept_licence=accept_licence, source=source)
    line = f"Installed {done.manifest.title} in {done.folder}.\nLicence: {done.manifest.licence}"
    Terminal(as_json).answer({"id": done.id, "folder": done.folder}, line)


@models.command("verify")
def verify_models(
    packs: Annotated[list[str] | None, typer.Argument(help="Packs; all installed ones if none.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Check the installed files against the hashes taken at install."""
    from core.vision.model_packs import find_pack, installed_packs

    checked = [find_pack(pack) for pack in packs or installed_packs()]
    for pack in checked:
        pack.verify()
    names = [pack.id for pack in checked]
    Terminal(as_json).answer({"verified": names}, f"Verified: {', '.join(names) or 'none installed'}.")
