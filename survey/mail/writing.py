"""How letters of the program are put together: paragraphs, and addresses of its own pages."""

from survey.settings import current_settings


def letter_text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


def page_address(path: str) -> str:
    return f"{current_settings().base_url}{path}"
