"""Secrets: in the keyring of the operating system, or in memory where there is none."""

from __future__ import annotations

import os
from contextlib import suppress

import keyring
from keyring.errors import KeyringError

SERVICE = "Playertag"
PASSWORD_VARIABLE = "PLAYERTAG_TEAM_PASSWORD"  # noqa: S105 - the name of a variable
_in_memory: dict[str, str] = {}


def keep(name: str, secret: str) -> bool:
    """Keep a secret; False where there is no keyring, so that it is gone when the program ends."""
    try:
        keyring.set_password(SERVICE, name, secret)
    except KeyringError:
        _in_memory[name] = secret
        return False
    _in_memory.pop(name, None)
    return True


def find(name: str, variable: str | None = None) -> str | None:
    """A secret that was kept; None where there is none.

    Args:
        name: what it is kept by.
        variable: of the environment, which holds it instead where it is set.
    """
    if secret := (variable and os.environ.get(variable)):
        return secret
    if name in _in_memory:
        return _in_memory[name]
    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError:
        return None


def unkept(name: str) -> str:
    """A secret that is gone when the program ends; empty where it is kept, or there is none."""
    return _in_memory.get(name, "")


def forget(name: str) -> None:
    """Keep a secret no longer."""
    _in_memory.pop(name, None)
    with suppress(KeyringError):  # there is no keyring, or not this in it
        keyring.delete_password(SERVICE, name)
