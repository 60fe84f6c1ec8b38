"""The language of the installation: that of commands, and of what is said before anything runs."""

from functools import cache
from gettext import NullTranslations
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Literal

from babel.support import Translations
from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

CATALOGUES = Path(__file__).parent.parent / "translations"
PREFIX = "HAILONG_"
FILE = "hailong.toml"
UNREADABLE = (TOMLDecodeError, UnicodeDecodeError, OSError)
"""What a file of settings can be beside wrong."""


class Sources(BaseSettings):
    """Where settings come from: the environment, then the file."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, toml_file=FILE, extra="ignore", frozen=True
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


def spoken_language() -> str:
    """Of commands and their help, whatever the other settings are."""
    try:
        return Spoken().default_language
    except (ValidationError, *UNREADABLE):
        return "vi"


def catalogue() -> NullTranslations:
    """The sentences of that language."""
    return _read(spoken_language())


@cache
def _read(language: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [language])


def say(sentence: str, **values: object) -> str:
    """A sentence of the catalogues, where there is no request and no application yet."""
    said = catalogue().gettext(sentence)
    return said % values if values else said
