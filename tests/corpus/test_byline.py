"""Authors, papers and dates from the form of a text, and none where there is a doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bib import complete
from corpus.byline import found_in
from corpus.model import Bib

BODY = "\n\n水位一年年升高，堤坝也一年年加高。渡口的老人说，从前不是这样。\n" * 3


@pytest.mark.parametrize(
    ("text", "authors", "container"),
    [
        ("潮水\n\n 文 | 林知远\n" + BODY, ("林知远",), ""),
        ("潮水\n文／本刊记者 林知远 陈 思\n" + BODY, ("林知远", "陈思"), ""),
        ("潮水\n文∕阮思齊\u3000譯∕葉汀蘭\n" + BODY, ("阮思齊",), ""),
        ("潮水\n採訪、整理：何予安\n" + BODY, ("何予安",), ""),
        ("潮水\n作者：约翰·史密斯、林知远\n" + BODY, ("约翰·史密斯", "林知远"), ""),
        ("潮水\n\n海岸日報訊（記者 林知遠 南灣報道）潮水退了" + BODY, ("林知遠",), "海岸日報"),
        ("潮水\n\n本报讯（记者林知远）潮水退了" + BODY, ("林知远",), ""),
        ("潮水\n\n海岸社南湾1月28日电（记者林知远、陈思）潮水退了" + BODY, ("林知远", "陈思"), "海岸社"),
        ("潮水\n●海岸日報訊（記者林知遠南灣\n\n報道）潮水退了" + BODY, ("林知遠",), "海岸日報"),
        ("Tides\n\nBy Ana Sousa, Tobias Oyelaran and Li Wei\n" + BODY, ("Ana Sousa", "Tobias Oyelaran", "Li Wei"), ""),
        ("Tides\n\nAna Sousa\nasousa@example.org\n" + BODY, ("Ana Sousa",), ""),
        ("潮水" + BODY + "（记者 林知远 陈思）\n", ("林知远", "陈思"), ""),
        ("潮水" + BODY + "（林知远，东海大学\n\n海岸研究中心主任。据录音整理）\n", ("林知远",), ""),
        ("潮水" + BODY + "（作者林知远系海岸研究院研究员）", ("林知远",), ""),
    ],
)
def test_bylines(text: str, authors: tuple[str, ...], container: str) -> None:
    found = found_in(text, "a.txt")
    assert (found.authors, found.container) == (authors, container)


@pytest.mark.parametrize(
    "text",
    [
        "潮水\n文：他说，水来了。\n",
        "潮水\n作者系海岸研究院研究员\n",
        "潮水\n他对记者说（记者在场，没有作声），水来了。\n",
        "Contact Us\ninfo@example.org\n",
        "投稿邮箱\ntougao@example.org\n",
        "By the river we sat\n",
        "By Monday Morning it was over.\n",
        BODY + "（水位，去年的，今年更高）",
        "",
    ],
)
def test_what_is_no_byline(text: str) -> None:
    assert found_in(text, "a.txt").authors == ()


@pytest.mark.parametrize(
    ("text", "path", "date", "origin"),
    [
        ("潮水\n（2021 年 1 月 28 日在“海岸论坛”\n上的发言）\n" + BODY, "a.txt", "2021-01-28", "dateline (guess)"),
        ("潮水\n发布时间：2021-04-16 来源：海岸网\n" + BODY, "a.txt", "2021-04-16", "dateline (guess)"),
        ("Tides\nJanuary 28, 2021\n" + BODY, "a.txt", "2021-01-28", "dateline (guess)"),
        ("潮水" + BODY * 20 + "\n二〇二一年一月二十八日\n", "a.txt", "2021-01-28", "last line (guess)"),
        ("潮水" + BODY, "notes/2021-01-28-潮水.txt", "2021-01-28", "file name (guess)"),
        ("潮水" + BODY, "20210128.txt", "2021-01-28", "file name (guess)"),
        ("潮水\n2021年1月28日，渡口的水位升到了石阶的第三级。\n", "a.txt", "", ""),
        ("潮水\n2030年前达峰\n" + BODY, "123456789012.txt", "", ""),
    ],
)
def test_dates(text: str, path: str, date: str, origin: str) -> None:
    found = found_in(text, path)
    assert (found.date, found.date_origin) == (date, origin)


def test_a_record_takes_from_the_text_only_what_it_lacks() -> None:
    text = "潮水\n海岸日报讯（记者 林知远）\n2021年1月28日\n" + BODY
    bib = complete(Bib(), headings=(), text=text, path="a.txt")
    assert (bib.authors, bib.container, bib.date) == (("林知远",), "海岸日报", "2021-01-28")
    assert dict(bib.origins) == {
        "title": "first line (guess)",
        "author": "byline",
        "container-title": "byline",
        "issued": "dateline (guess)",
    }
    known = Bib(authors=("Ana Sousa",), date="2020", origins=(("issued", "front matter"),))
    bib = complete(known, headings=(), text=text, path="a.txt")
    assert (bib.authors, bib.date, bib.container) == (("Ana Sousa",), "2020", "")
    made = Bib(date="2024-05-06", origins=(("issued", "document properties: created (guess)"),))
    assert complete(made, headings=(), text=text, path="a.txt").date == "2021-01-28"


@given(st.text(alphabet="文记者（）|：林知远 报讯\n12年月日-By A", max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    found = found_in(text, text)
    assert all(name == name.strip() != "" for name in found.authors)
    assert bool(found.date) == bool(found.date_origin)
