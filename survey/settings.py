"""Settings: typed, read once from the environment and an optional file, refused when dangerous."""

import os
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import SplitResult, parse_qs, urlsplit

from flask import current_app
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from survey.spoken import FILE, PREFIX, UNREADABLE, Sources
from survey.spoken import say as _

SECRET_LENGTH = 32
_IS_PUBLIC = re.compile(r"https?://([\w.-]+|\[[0-9A-Fa-f:]+\])(:\d{1,5})?(/[\w.~-]+)*/*")
_IS_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
KNOWN_SECRETS = ("changeme", "secret", "dev", "default", "password")


class BadSettings(Exception):
    """Start-up is refused; the message has one line a setting that says what to set."""


def _l(sentence: str) -> str:
    """Marks what is said later for the catalogues."""
    return sentence


class Settings(Sources):
    """Every setting; the environment variable is the name in capitals after `HAILONG_`."""

    model_config = SettingsConfigDict(extra="forbid")

    database_url: str = Field(
        description=_l("Address of the database: sqlite:////path/file.db or postgresql://…"),
    )
    secret_key: SecretStr = Field(
        description=_l("Signs sessions: at least 32 random characters, the same in every process."),
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
            raise ValueError(_("is not an address; set sqlite:////path/hailong.db")) from None
        backend = url.get_backend_name()
        if backend not in ("sqlite", "postgresql"):
            raise ValueError(_("must begin with sqlite: or postgresql:"))
        if backend == "sqlite" and url.database in (None, "", ":memory:"):
            raise ValueError(_("keeps nothing: name a file, sqlite:////path/hailong.db"))
        if "synchronous_commit" in str(url.query) or "fsync" in str(url.query):
            raise ValueError(_("weakens durability: remove the options from the address"))
        return value

    @field_validator("secret_key")
    @classmethod
    def _secret_is_secret(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        if len(text) < SECRET_LENGTH or len(set(text)) < 8 or text.lower() in KNOWN_SECRETS:
            raise ValueError(
                _(
                    "is too easy to guess: set 32 or more random characters, for example those of "
                    'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
                )
            )
        return value

    @field_validator("base_url")
    @classmethod
    def _address_is_absolute(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError(_("must begin with https:// (or http:// on one machine)"))
        if not _IS_PUBLIC.fullmatch(value):
            raise ValueError(
                _("must name a host and nothing else, like https://danhgia.example.vn")
            )
        return value.rstrip("/")

    @field_validator("index_766")
    @classmethod
    def _formula_is_there(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError(_("names a file that is not there: %(file)s", file=value))
        return value

    @field_validator("debug")
    @classmethod
    def _visitors_see_no_secrets(cls, value: bool, info: ValidationInfo) -> bool:
        if value and not info.data.get("simulated"):
            raise ValueError(_("shows secrets to visitors: set HAILONG_DEBUG=0"))
        return value

    @field_validator("mail_url")
    @classmethod
    def _mail_goes_somewhere(cls, value: str) -> str:
        address = urlsplit(value)
        if value and (address.scheme not in ("smtp", "smtps") or not _leads_somewhere(address)):
            raise ValueError(_("must look like smtp://user:password@host:587 (or smtps://)"))
        sender = parse_qs(address.query).get("from", [""])[0]
        if sender and not _IS_ADDRESS.fullmatch(sender):
            raise ValueError(_("names a sender that is no address: ?from=hailong@example.vn"))
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


def load() -> Settings:
    """Read the settings, or raise BadSettings with every problem at once."""
    unknown = [
        f"{name} {_('is no setting of this program.')}"
        for name in sorted(os.environ)
        if name.startswith(PREFIX)
        and name.removeprefix(PREFIX).lower() not in Settings.model_fields
    ]
    try:
        settings = Settings()
    except ValidationError as problem:
        raise BadSettings("\n".join([*_lines(problem), *unknown])) from None
    except UNREADABLE as problem:
        told = _("%(file)s cannot be read: %(reason)s", file=FILE, reason=problem)
        raise BadSettings(told) from None
    if unknown:
        raise BadSettings("\n".join(unknown))
    return settings


def _lines(problem: ValidationError) -> list[str]:
    return [
        f"{PREFIX}{str(error['loc'][0]).upper()} {_reason(error)}"
        for error in problem.errors(include_url=False, include_input=False)
    ]


def _reason(error: Any) -> str:
    """What is wrong in our words; whoever checks says it in English alone."""
    name, limits = str(error["loc"][0]), error.get("ctx", {})
    match error["type"]:
        case "missing":
            what_for = Settings.model_fields[name].description or ""
            return _("is missing. %(what_for)s", what_for=_(what_for))
        case "extra_forbidden":
            return _("is no setting of this program.")
        case "bool_parsing" | "bool_type":
            return _("must be 1 or 0.")
        case "int_parsing" | "int_type" | "int_from_float":
            return _("must be a whole number.")
        case "literal_error":
            return _(
                "must be one of these: %(values)s.", values=limits["expected"].replace(" or ", ", ")
            )
        case "greater_than_equal":
            return _("must be at least %(least)s.", least=limits["ge"])
        case "less_than_equal":
            return _("must be at most %(most)s.", most=limits["le"])
    return str(error["msg"]).removeprefix("Value error, ")
