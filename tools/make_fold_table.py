"""Write ``corpus/data/fold.txt``, the table behind ``corpus.fold``.

Sources: the character tables of opencc-python-reimplemented (traditional to simplified, its reverse, the variants of
Taiwan and Hong Kong, and of Japan where they mean nothing else in Chinese), read as equivalences; the compatibility
decompositions, case foldings and combining classes of the Unicode Character Database that this Python carries; the
database's EquivalentUnifiedIdeograph.txt. The file is committed so that the same text folds alike on every Python; run
this only to change what folding means, and raise VERSION when it does.

Usage: python tools/make_fold_table.py > corpus/data/fold.txt
"""

import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files

VERSION = 3
TABLES = ("TSCharacters", "STCharacters", "TWVariants", "TWVariantsRev", "HKVariants", "HKVariantsRev")
JAPANESE = "JPVariants"
BIG5_LEVEL_1 = range(0xA440, 0xC67F)
"""The 5,401 characters that are in frequent use where traditional script is written."""
HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)
SURROGATES = range(0xD800, 0xE000)

PUNCTUATION = {
    **dict.fromkeys("“”„‟「」﹁﹂〝〞〟", '"'),
    **dict.fromkeys("‘’‚‛『』﹃﹄", "'"),
    **dict.fromkeys("‐‑‒–−﹣", "-"),
    **dict.fromkeys("―", "—"),
    **dict.fromkeys("•‧∙⋅・･", "·"),
}
"""Marks that differ between the scripts, or that software puts in each other's place."""

RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""CJK Radicals Supplement, U+2E81 to U+2EF3, by the Equivalent_Unified_Ideograph property (UAX #44): PDFs have them in place
of characters. Kangxi radicals have compatibility decompositions."""

IGNORED_RANGES = (
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F),  # control characters that are not white space
    (0xAD, 0xAD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0001, 0xE0001), (0xE0020, 0xE007F), (0xE0100, 0xE01EF),
)  # fmt: skip
"""Default_Ignorable_Code_Point and the interlinear annotation marks: they give nothing."""


def table_rows(name: str) -> Iterator[tuple[str, list[str]]]:
    """Rows of an OpenCC table: a character and what it converts to."""
    text = (files("opencc") / "dictionary" / f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip():
            key, values = line.split("\t")
            yield key, values.split(" ")


def equivalences() -> Iterator[tuple[str, str]]:
    """Pairs of characters that are to be one.

    A Japanese form that is a Chinese character in its own right (欠 of 缺, 弁 of 辨 and 辯, 連 of 聯) would make one word of
    two, so a pair of that table counts only where one side is no character of today's Chinese.
    """
    for name in (*TABLES, JAPANESE):
        for key, values in table_rows(name):
            for value in values:
                if len(key) == len(value) == 1 and not (name == JAPANESE and is_in_use(key) and is_in_use(value)):
                    yield key, value


def is_in_use(character: str) -> bool:
    """Tell whether a character is one of Chinese as it is written today: of GB 2312, or of Big5's first level."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return int.from_bytes(character.encode("big5", "ignore"), "big") in BIG5_LEVEL_1
    return True


def han_representatives() -> dict[str, str]:
    """Close OpenCC's tables to equivalence classes and map each member to its class's representative.

    The representative is the member that most traditional characters of the class simplify to; ties go to the lowest.
    """
    parent: dict[str, str] = {}

    def find(character: str) -> str:
        while parent.get(character, character) != character:
            character = parent[character]
        return character

    targets = Counter(values[0] for _, values in table_rows("TSCharacters"))
    for key, value in equivalences():
        parent.setdefault(key, key)
        parent.setdefault(value, value)
        parent[find(key)] = find(value)
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for character in parent:
        classes[find(character)].append(character)
    return {member: min(members, key=lambda c: (-targets[c], c)) for members in classes.values() for member in members}


def step(character: str, han: dict[str, str]) -> str:
    """One round of folding of one character."""
    code = ord(character)
    if any(low <= code <= high for low, high in IGNORED_RANGES):
        return ""
    if unicodedata.combining(character) >= 200 or unicodedata.category(character) == "Me":
        return ""
    if character in PUNCTUATION:
        return PUNCTUATION[character]
    if character in RADICALS:
        return RADICALS[character]
    if character in han:
        return han[character]
    if code in HANGUL_SYLLABLES:
        return character
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed[0] == " " and not character.isspace():
        return character  # spacing accents: a mark must not turn into white space
    return decomposed.casefold()


def fold(character: str, han: dict[str, str]) -> str:
    """Fold one character to where no further round changes it, which makes folding idempotent."""
    seen = character
    while True:
        following = "".join(step(c, han) for c in seen)
        if following == seen:
            return seen
        seen = following


def main() -> None:
    """Print the table: version, single characters (from, to), characters that give nothing, then expansions."""
    han = han_representatives()
    single, ignored, expanded = [], [], []
    for code in range(sys.maxunicode + 1):
        if code in SURROGATES:
            continue
        character = chr(code)
        folded = fold(character, han)
        if folded == character:
            continue
        if not folded:
            ignored.append(code)
        elif len(folded) == 1:
            single.append((character, folded))
        else:
            expanded.append(character + folded)
    ranges = compress(ignored)
    out = sys.stdout
    out.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    print(f"fold {VERSION} unicode {unicodedata.unidata_version}")
    print("".join(c for c, _ in single))
    print("".join(c for _, c in single))
    print(" ".join(f"{a:X}-{b:X}" for a, b in ranges))
    print("\n".join(expanded))


def compress(codes: list[int]) -> list[tuple[int, int]]:
    """Ascending code points as inclusive ranges."""
    ranges: list[tuple[int, int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return ranges


if __name__ == "__main__":
    main()
