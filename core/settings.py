"""The user's settings as a typed schema: titles, ranges and defaults are here and nowhere else."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import InvalidValueError


class Settings(BaseModel):
    """Settings of a library. A partial update is checked as a whole."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pack: str = Field("opencv", title="Model pack", min_length=1)
    device: Literal["auto", "cpu", "cuda"] = Field("auto", title="Device")
    precision_target: float = Field(0.995, title="Precision of automatic tags", ge=0.5, lt=1)
    suggest_probability: float = Field(0.5, title="Suggest from probability", gt=0, lt=1)
    min_training_quality: float = Field(0.05, title="Least quality for training", ge=0, le=1)
    min_cluster_size: int = Field(3, title="Faces that make a cluster", ge=2, le=100)
    theme: Literal["system", "dark", "light"] = Field("system", title="Theme")
    language: Literal["system", "en", "ru"] = Field("system", title="Language")

    def updated(self, **values: Any) -> Settings:
        """These settings with some values replaced.

        Raises:
            InvalidValueError: a value out of range or a field that does not exist, by its name.
        """
        return Settings.parse({**self.model_dump(), **values})

    @classmethod
    def parse(cls, values: dict[str, Any]) -> Settings:
        """Settings from plain values.

        Raises:
            InvalidValueError: a value out of range or a field that does not exist, by its name.
        """
        try:
            return cls.model_validate(values)
        except ValidationError as exc:
            first = exc.errors()[0]
            raise InvalidValueError(".".join(map(str, first["loc"])), first["msg"]) from exc
