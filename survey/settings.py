"""Settings: typed, read once from the environment and an optional file, refused when dangerous."""

import re
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Literal
from urllib.parse import SplitResult, parse_qs, urlsplit

from flask import current_app
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SECRET_LENGTH = 32
_IS_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
KNOWN_SECRETS = ("changeme", "secret", "dev", "default", "password")


class BadSettings(Exception):
    """Start-up is refused; the message has one line a setting that says what to set."""


class Sources(BaseSettings):
    """Where settings come from: the environment, then the file."""

    model_config = SettingsConfigDict(
        env_prefix="HAILONG_", toml_file="hailong.toml", extra="ignore", frozen=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


class Spoken(Sources):
    """The one setting that even help needs."""

    default_language: Literal["vi", "en"] = "vi"


class Settings(Sources):
    """Every setting; the environment variable is the name in capitals after `HAILONG_`."""

    model_config = SettingsConfigDict(extra="forbid")

    database_url: str = Field(
        description="SQLAlchemy address of the database: sqlite:////path/file.db or postgresql://…",
    )
    secret_key: SecretStr = Field(
        description="Signs sessions: at least 32 random characters, the same in every process.",
    )
    base_url: str = Field(
        default="http://127.0.0.1:8000",
        description="Public address that is printed in QR codes, without a slash at the end.",
    )
    simulated: bool = Field(
        default=False,
        description="A demonstration: every page and file says so; a day can be closed at once.",
    )
    debug: bool = Field(default=False, description="Tracebacks in the browser; never in service.")
    default_language: Literal["vi", "en"] = Field(
        default="vi", description="Language of pages and commands until a person chooses."
    )
    var_dir: Path = Field(
        default=Path("var"), description="Folder for files the program writes itself."
    )
    mail_url: str = Field(
        default="",
        description=(
            "smtp:// or smtps://user:password@host:port?from=address for invitations and alerts; "
            "empty: links are shown only, alerts stand on the pages."
        ),
    )
    suppress_below: int = Field(
        default=5, ge=3, description="Fewer ratings than this are not shown inside the agency."
    )
    days_to_answer: int = Field(
        default=15, ge=1, le=90, description="Days in which a citizen who writes gets an answer."
    )
    index_766: Path | None = Field(
        default=None,
        description="YAML file with the formula of the satisfaction group of the 766 index.",
    )
    trusted_proxies: int = Field(
        default=0, ge=0, le=3, description="How many reverse proxies stand in front of the program."
    )
    max_pending_submissions: int = Field(
        default=64, ge=1, description="Submissions one process works on at once before it says 503."
    )

    kiosk_silent_minutes: int = Field(
        default=60,
        ge=15,
        description="A kiosk that says nothing for more minutes of opening hours is silent.",
    )

    @field_validator("database_url")
    @classmethod
    def _database_is_durable(cls, value: str) -> str:
        try:
            url = make_url(value)
        except ArgumentError:
            raise ValueError("is not an address; set sqlite:////path/hailong.db") from None
        backend = url.get_backend_name()
        if backend not in ("sqlite", "postgresql"):
            raise ValueError("must begin with sqlite: or postgresql:")
        if backend == "sqlite" and url.database in (None, "", ":memory:"):
            raise ValueError("keeps nothing: name a file, sqlite:////path/hailong.db")
        if "synchronous_commit" in str(url.query) or "fsync" in str(url.query):
            raise ValueError("weakens durability: remove the options from the address")
        return value

    @field_validator("secret_key")
    @classmethod
    def _secret_is_secret(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        if len(text) < SECRET_LENGTH or len(set(text)) < 8 or text.lower() in KNOWN_SECRETS:
            raise ValueError(
                "is too easy to guess: set 32 or more random characters, "
                'for example from python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
            )
        return value

    @field_validator("base_url")
    @classmethod
    def _address_is_absolute(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// (or http:// on one machine)")
        return value.rstrip("/")

    @field_validator("debug")
    @classmethod
    def _visitors_see_no_secrets(cls, value: bool, info: ValidationInfo) -> bool:
        if value and not info.data.get("simulated"):
            raise ValueError("shows secrets to visitors: set HAILONG_DEBUG=0")
        return value

    @field_validator("mail_url")
    @classmethod
    def _mail_goes_somewhere(cls, value: str) -> str:
        address = urlsplit(value)
        if value and (address.scheme not in ("smtp", "smtps") or not _leads_somewhere(address)):
            raise ValueError("must look like smtp://user:password@host:587 (or smtps://)")
        sender = parse_qs(address.query).get("from", [""])[0]
        if sender and not _IS_ADDRESS.fullmatch(sender):
            raise ValueError("names a sender that is no address: ?from=hailong@example.vn")
        return value

    @property
    def is_secure(self) -> bool:
        """Whether the public address is https, so that cookies can be bound to it."""
        return self.base_url.startswith("https://")


def _leads_somewhere(address: SplitResult) -> bool:
    try:
        return bool(address.hostname) and address.port != 0
    except ValueError:  # the port is no number, or too large
        return False


def current_settings() -> Settings:
    """Those with which the application runs."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def spoken_language() -> str:
    """Of commands and their help, whatever the other settings are."""
    try:
        return Spoken().default_language
    except (ValidationError, TOMLDecodeError):
        return "vi"


def load() -> Settings:
    """Read the settings, or raise BadSettings with every problem at once."""
    try:
        return Settings()
    except ValidationError as problem:
        raise BadSettings("\n".join(_lines(problem))) from None


def _lines(problem: ValidationError) -> list[str]:
    lines = []
    for error in problem.errors(include_url=False, include_input=False):
        name = "HAILONG_" + str(error["loc"][0]).upper() if error["loc"] else "settings"
        reason = error["msg"].removeprefix("Value error, ")
        if error["type"] == "missing":
            field = Settings.model_fields[str(error["loc"][0])]
            reason = f"is missing. {field.description}"
        lines.append(f"{name} {reason}")
    return lines
