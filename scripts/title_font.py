"""Makes the font of title cards from the files of the npm package @fontsource/inter.

python scripts/title_font.py FOLDER

Inter comes cut by script; its Latin, Greek and Cyrillic cuts are joined, and everything that only
lays out running text is left away. Asks for fonttools, which comes with the tests' matplotlib.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.merge import Merger, Options

CUTS = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext")
LEFT_AWAY = ["GSUB", "GPOS", "GDEF", "STAT", "gasp"]
FONT = Path(__file__).parents[1] / "jupyter_hub_publish/rendering/fonts/title.woff"


def main(folder: Path) -> None:
    """Write the font, and say how large it is."""
    cuts = [str(folder / f"inter-{cut}-600-normal.woff") for cut in CUTS]
    font = Merger(Options(drop_tables=LEFT_AWAY)).merge(cuts)
    font.flavor = "woff"
    FONT.parent.mkdir(exist_ok=True)
    font.save(FONT, reorderTables=True)
    print(f"{FONT.name}: {FONT.stat().st_size:,} bytes, {len(font.getBestCmap())} characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
