"""A library's settings as a typed schema: titles, ranges and defaults are here and nowhere else."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import InvalidValueError
from core.words import said


class Schema(BaseModel):
    """Settings that are checked as a whole, also where only some are updated."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def updated(self, **values: Any) -> Self:
        """These settings with some values replaced.

        Raises:
            InvalidValueError: a value out of range or a field that does not exist, by its name.
        """
        return self.parse({**self.model_dump(), **values})

    @classmethod
    def parse(cls, values: dict[str, Any]) -> Self:
        """Settings from plain values.

        Raises:
            InvalidValueError: a value out of range or a field that does not exist, by its name.
        """
        try:
            return cls.model_validate(values)
        except ValidationError as exc:
            first = exc.errors()[0]
            if first["type"] == "extra_forbidden":
                known = ", ".join(cls.model_fields)
                name = str(first["loc"][0])
                reason = said("there is no setting '{name}'; there are: {known}.", name=name, known=known)
                raise InvalidValueError(name, reason) from exc
            name, why = ".".join(map(str, first["loc"])), first["msg"].removeprefix("Value error, ")
            raise InvalidValueError(name, why) from exc

    @classmethod
    def recovered(cls, values: dict[str, Any]) -> tuple[Self, tuple[str, ...]]:
        """Settings from what another version of the program may have stored.

        Returns:
            The settings, with the default for each value that can't be taken, and the names of those.
        """
        try:
            return cls.model_validate(values), ()
        except ValidationError as exc:
            wrong = {str(error["loc"][0]) for error in exc.errors()}
            rest = {name: value for name, value in values.items() if name not in wrong}
            return cls.model_validate(rest), tuple(sorted(wrong))


MOST_PRECISION = 0.9999
"""More can't be told apart from all by the trials that a roster gives."""


class Settings(Schema):
    """What is a library's own; what is the user's is in `desktop.profile`."""

    pack: str = Field("opencv", title=said("Model pack"), min_length=1)
    device: Literal["auto", "cpu", "openvino", "openvino-bf16", "cuda"] = Field("auto", title=said("Device"))
    precision_target: float = Field(
        0.995, title=said("Precision of automatic tags"), ge=0.5, le=MOST_PRECISION
    )
    suggest_probability: float = Field(0.5, title=said("Suggest from probability"), gt=0, lt=1)
    min_training_quality: float = Field(0.05, title=said("Least quality for training"), ge=0, le=1)
    min_cluster_size: int = Field(3, title=said("Faces that make a cluster"), ge=2, le=100)
    backup_folder: str = Field("", title=said("Another folder for backups"), max_length=1000)
    forget_after_days: int = Field(0, title=said("Days until unnamed faces go, 0: never"), ge=0, le=36_500)
    read_names: bool = Field(default=True, title=said("Take names from files that are imported"))
    write_into: Literal["file", "sidecar"] = Field("file", title=said("Write names into"))
    write_tagged: bool = Field(default=True, title=said("Write unconfirmed names, too"))
    write_keywords: bool = Field(default=True, title=said("Write names as keywords"))
    write_regions: bool = Field(default=True, title=said("Write where the faces are"))
    caption_template: str = Field("", title=said("Caption"), max_length=1000)
    headline_template: str = Field("", title=said("Headline"), max_length=250)
    sync_by_itself: bool = Field(True, title=said("Sync by itself"))
    share_originals: bool = Field(default=False, title=said("Share originals with the team"))
    transfer_limit_kb_s: int = Field(0, title=said("Most KB/s of pictures, 0: no limit"), ge=0, le=1_000_000)
