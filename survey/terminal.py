"""Commands speak the language of the installation: our help, and what Click says around it."""

import gettext
import os

import click
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext as _n

from survey.spoken import CATALOGUES, catalogue, spoken_language

SENTENCES = (
    _l("Aborted!"),
    _l("Choose from:\n\t{choices}"),
    _l("Commands"),
    _l("Could not open file {filename!r}: {message}"),
    _l("Do you want to continue?"),
    _l("Error: The two entered values do not match."),
    _l("Error: invalid input"),
    _l("Error: {message}"),
    _l("Invalid value for {param_hint}: {message}"),
    _l("Invalid value: {message}"),
    _l("Missing argument"),
    _l("Missing command."),
    _l("Missing option"),
    _l("Missing parameter"),
    _l("No such command {name!r}."),
    _l("No such option {name!r}."),
    _l("Option {name!r} does not take a value."),
    _l("Options"),
    _l("Repeat for confirmation"),
    _l("Show this message and exit."),
    _l("Try '{command} {option}' for help."),
    _l("Usage:"),
    _l("default: {default}"),
    _l("directory"),
    _l("env var: {var}"),
    _l("file"),
    _l("path"),
    _l("required"),
    _l("{name} {filename!r} does not exist."),
    _l("{name} {filename!r} is a directory."),
    _l("{name} {filename!r} is a file."),
    _l("{name} {filename!r} is not readable."),
    _l("{name} {filename!r} is not writable."),
    _l("{value!r} is not a valid {number_type}."),
    _l("{value} is not in the range {range}."),
    _n("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    _n(
        "Got unexpected extra argument ({args})",
        "Got unexpected extra arguments ({args})",
        1,
    ),
    _n("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
    _n("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
    _n(
        "{value!r} does not match the format {format}.",
        "{value!r} does not match the formats {formats}.",
        1,
    ),
)
"""What Click says to whoever uses our commands; it looks for them in a catalogue of this name."""


def speak() -> None:
    """Click asks the language of the environment, as all programs of a terminal."""
    os.environ["LANGUAGE"] = spoken_language()
    gettext.bindtextdomain("messages", str(CATALOGUES))


def translated(command: click.Command) -> click.Command:
    """Its help in the language of the installation, with that of its options and parts."""
    words = catalogue()
    for part in (command, *command.params):
        if text := getattr(part, "help", None):
            part.help = words.gettext(text)  # type: ignore[attr-defined]
    for part in command.params:
        if isinstance(part.type, click.Path):
            part.type.name = words.gettext(part.type.name)
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        translated(inner)
    return command
