"""What kind of work a record describes, where it does not say so itself."""

from corpus.model import Bib
from corpus.record.fields import CSL_TYPES, fields_of

_YEAR = 4
_NEWS = (
    "日报",
    "日報",
    "晚报",
    "晚報",
    "时报",
    "時報",
    "早报",
    "早報",
    "周报",
    "週報",
    "晨报",
    "晨報",
    "新闻",
    "新聞",
    "News",
    "Times",
    "Daily",
)
_NEWS_ENDS = ("报", "報")
_JOURNAL = (
    "学报",
    "學報",
    "学刊",
    "學刊",
    "期刊",
    "季刊",
    "月刊",
    "杂志",
    "雜誌",
    "研究",
    "评论",
    "評論",
    "Journal",
    "Review",
    "Quarterly",
)
_SPEECH = ("讲话", "講話", "致辞", "致辭", "演讲", "演講", "发言", "發言", "remarks", "speech", "address by")
_LAW_ENDS = (
    "法",
    "条例",
    "條例",
    "施行細則",
    "施行细则",
    "辦法",
    "办法",
    "宪法",
    "憲法",
    " Act",
    " Law",
    " Regulations",
)


def guess_type(bib: Bib) -> str:
    """The CSL type of a work: as recorded, else by what its fields are those of, else ``document``.

    A volume or an issue makes an article of a journal, a newspaper's name an article of a newspaper, an ISBN a book, an
    address on the web a web page, a publisher with no more than a year a book.
    """
    fields = fields_of(bib)
    stated = fields.get("type", "")
    if stated in CSL_TYPES:
        return stated
    container = bib.container
    by_fields = (
        ("ISBN" in fields and container, "chapter"),
        ("ISBN" in fields, "book"),
        (container and any(word in container for word in _JOURNAL), "article-journal"),
        (
            container and (container.endswith(_NEWS_ENDS) or any(word in container for word in _NEWS)),
            "article-newspaper",
        ),
        (container and ("volume" in fields or "issue" in fields), "article-journal"),
        (not container and bib.title.endswith(_LAW_ENDS), "legislation"),
        (not container and any(word in bib.title.lower() for word in _SPEECH), "speech"),
        (bib.url, "webpage"),
        (bib.publisher and not container and len(bib.date) <= _YEAR, "book"),
    )
    return next((kind for applies, kind in by_fields if applies), "document")
