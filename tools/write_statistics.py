"""Write the figures of docs/statistics.md from what the help page shows.

Run it where the program is set up: `.venv/bin/python -m tools.write_statistics`.
"""

from collections.abc import Iterator
from pathlib import Path

from survey.help.figures import Entry, questions

PAGE = Path(__file__).parent.parent / "docs" / "statistics.md"
START, END = "<!-- figures -->\n", "<!-- end of figures -->\n"


def main() -> None:
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def renewed(page: str) -> str:
    """The page with its figures written anew; what stands around them stays."""
    before, rest = page.split(START)
    after = rest.split(END)[1]
    return before + START + "\n" + "\n".join(_lines()) + "\n" + END + after


def _lines() -> Iterator[str]:
    for question in questions():
        yield from (f"## {question.name['en']}", "", f"*{question.name['vi']}*", "")
        for entry in question.figures:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield from (f"### {entry.name['en']} · {entry.name['vi']}", "", entry.tells["en"], "")
    yield f"- **Use:** {entry.use['en']}"
    yield f"- **Not:** {entry.avoid['en']}"
    yield f"- **Then:** {entry.then['en']}"
    yield f"- **Computed:** {entry.computed['en']} {entry.formula['en']}"
    yield f"- **Source:** {entry.source}"
    yield f"- **Function:** {_listed(entry.functions)}"
    if entry.cases:
        yield f"- **Reference case:** {_listed(entry.cases)}"
    yield ""


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    main()
