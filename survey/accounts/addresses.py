"""Addresses a person is sent to: only ever pages of ours."""


def local_path(wanted: str | None) -> str:
    """The path, or the first page for anything that a browser could take for another site."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return "/"
    # Browsers read a backslash as a slash and skip tabs and line ends.
    if "\\" in wanted or not wanted.isprintable():
        return "/"
    return wanted
