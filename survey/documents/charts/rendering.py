"""Specifications become SVG and PNG, each drawn once and kept.

The drawing engine is loaded at the first chart, never when the program starts: a process
that has drawn must not fork. It is given inline data alone and may read nothing else.
"""

import json
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

from markupsafe import Markup

from survey.documents.charts.marks import Spec

FONTS = Path(__file__).parent.parent / "fonts"
VEGA_LITE = "6.4"
KEPT = 1024  # drawings of about 12 kB each
PNG_SCALE = 2
SVG = "http://www.w3.org/2000/svg"
ENGINE_WORDS = frozenset({"role", "aria-roledescription", "aria-label", "aria-hidden", "class"})

ElementTree.register_namespace("", SVG)


def svg(spec: Spec, *, name: str, language: str) -> str:
    """The chart as a file; `name` is what it is called where it cannot be seen."""
    return _svg(_canonical(spec), name, language)


def inline(spec: Spec, *, name: str, language: str) -> Markup:
    """The same for a place inside a page.

    It is marked as safe because it was written anew, element by element: every text in it
    is escaped, and it has no script and no style of its own.
    """
    return Markup(svg(spec, name=name, language=language))  # noqa: S704


def png(spec: Spec) -> bytes:
    return _png(_canonical(spec))


def _canonical(spec: Spec) -> str:
    return json.dumps(spec, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=KEPT)
def _svg(spec: str, name: str, language: str) -> str:
    root = ElementTree.fromstring(_drawn(spec))  # noqa: S314  # our own engine wrote it
    for node in root.iter():
        # The engine describes its strokes in English; the image has one name, in one language.
        for attribute in ENGINE_WORDS & node.attrib.keys():
            del node.attrib[attribute]
    root.set("role", "img")
    root.set("aria-label", name)
    root.set("lang", language)
    return ElementTree.tostring(root, encoding="unicode")


@lru_cache(maxsize=64)
def _png(spec: str) -> bytes:
    drawn: bytes = _engine().svg_to_png(_drawn(spec), scale=PNG_SCALE)
    return drawn


def _drawn(spec: str) -> str:
    drawn: str = _engine().vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    return drawn


@cache
def _engine() -> ModuleType:
    import vl_convert  # 80 MB that a process without charts does not need

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
