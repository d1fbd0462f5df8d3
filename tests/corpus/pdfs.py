"""PDFs small enough to be written by hand: text at places, in fonts that need not be embedded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_FONTS = (
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]/Ascent 880"
        b"/Descent -120/CapHeight 880/ItalicAngle 0/StemV 80>>>>]>>"
    ),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A string at a place, in points from the lower left of a page of 600 by 800.

    PDFium drops a lone Han character here, because it finds no glyph for it: the fonts are not embedded.
    """

    x: float
    y: float
    text: str
    size: float = 12


def make_pdf(
    pages: Sequence[Sequence[Text]], info: Mapping[str, str] | None = None, catalog: str = "", trailer: str = ""
) -> bytes:
    """A PDF of these pages; ``info``, ``catalog`` and ``trailer`` are added to the parts of that name."""
    entries = "".join(f"/{name}<FEFF{value.encode('utf-16-be').hex()}>" for name, value in (info or {}).items())
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        *_FONTS,
        f"<<{entries}>>".encode(),
    ]
    for i, page in enumerate(pages):
        drawn = b"\n".join(map(_drawn, page))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {7 + 2 * i} 0 R"
            "/Resources<</Font<</L 3 0 R/H 4 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 5 0 R{trailer}>>\nstartxref\n{table}\n%%EOF".encode()
    return bytes(out)


def _drawn(text: Text) -> bytes:
    han = not text.text.isascii()
    shown = text.text.encode("utf-16-be" if han else "ascii").hex()
    return f"BT /{'H' if han else 'L'} {text.size} Tf {text.x} {text.y} Td <{shown}> Tj ET".encode()


def column(lines: Sequence[str], x: float = 60, top: float = 700, size: float = 12) -> list[Text]:
    """Lines one under the other."""
    return [Text(x, top - i * size * 1.5, line, size) for i, line in enumerate(lines)]
