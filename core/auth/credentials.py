"""Secrets: in the keyring of the operating system, or in memory where there is none."""

from __future__ import annotations

import os

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
    return True


def find(name: str, variable: str | None = None) -> str | None:
    """A secret that was kept, or the one in a variable of the environment; None where there is none."""
    if variable and (secret := os.environ.get(variable)):
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
