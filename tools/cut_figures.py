"""Cut the digits of Be Vietnam Pro to one width: it has no tabular figures of its own.

Run it with fonttools and brotli at hand: `uv run --with fonttools,brotli tools/cut_figures.py`.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "survey" / "static" / "fonts"
DIGITS = range(ord("0"), ord("9") + 1)
WIDTH = 640  # of 1000 units: the widest drawn digit measures 614
NAME = "Hai Long Figures"


def main() -> None:
    for weight in (400, 600):
        font = TTFont(FONTS / f"be-vietnam-pro-latin-{weight}.woff2", recalcTimestamp=False)
        keep_digits(font)
        for glyph in font.getBestCmap().values():
            centre(font, glyph)
        rename(font)
        font.flavor = "woff2"
        font.save(FONTS / f"hai-long-figures-{weight}.woff2")


def keep_digits(font: TTFont) -> None:
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]  # the licence stays in the file
    options.drop_tables += ["GPOS", "GSUB"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=DIGITS)
    subsetter.subset(font)


def centre(font: TTFont, glyph: str) -> None:
    shape = font["glyf"][glyph]
    left = (WIDTH - (shape.xMax - shape.xMin)) // 2
    shape.coordinates.translate((left - shape.xMin, 0))
    shape.recalcBounds(font["glyf"])
    font["hmtx"][glyph] = (WIDTH, left)


def rename(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = NAME.replace(" ", "") if record.nameID == 6 else NAME


if __name__ == "__main__":
    main()
