import pytest

from corpus.model import Bib
from corpus.record.formats import read_records
from corpus.record.match import match_records
from corpus.record.model import Record

DOCUMENTS = [
    ("speech.txt", Bib(title="由觀望轉向同行")),
    ("news/auction.md", Bib(title="Auction", url="https://www.harbour.example/2021/auction/")),
    ("news/auction-copy.html", Bib(title="Auction", url="http://harbour.example/2021/auction#top")),
    ("a/paper.pdf", Bib(title="Paper", extra=(("DOI", "10.1000/XYZ"),))),
    ("b/paper.pdf", Bib(title="Paper")),
]


def matched(*records: Record) -> dict[str, str]:
    return {path: record.key for path, record in match_records(records, DOCUMENTS).items()}


def test_an_address_belongs_to_all_documents_that_have_it() -> None:
    one = Record("one", Bib(url="https://harbour.example/2021/auction"))
    assert matched(one) == {"news/auction.md": "one", "news/auction-copy.html": "one"}


@pytest.mark.parametrize("doi", ["10.1000/xyz", "https://doi.org/10.1000/xyz", "doi:10.1000/XYZ"])
def test_a_doi_however_it_is_written(doi: str) -> None:
    assert matched(Record("doi", Bib(extra=(("DOI", doi),)))) == {"a/paper.pdf": "doi"}


def test_a_doi_in_an_address() -> None:
    assert matched(Record("doi", Bib(url="http://dx.doi.org/10.1000/xyz"))) == {"a/paper.pdf": "doi"}


@pytest.mark.parametrize(
    "file",
    [
        "/home/me/Zotero/b/paper.pdf",
        r"Full Text PDF:C\:\\Users\\me\\b\\paper.pdf:application/pdf",
        "Snapshot:files/9/gone.html:text/html;Full Text:files/b/paper.pdf:application/pdf",
        "file:///home/me/b/paper.pdf",
    ],
)
def test_a_file_by_its_name_and_folder(file: str) -> None:
    assert matched(Record("file", Bib(), (file,))) == {"b/paper.pdf": "file"}


def test_a_name_or_title_that_documents_share_matches_none_of_them() -> None:
    assert matched(Record("paper", Bib(title="Paper"), ("paper.pdf",))) == {}


def test_what_is_true_of_two_records_matches_neither() -> None:
    assert matched(Record("x", Bib(title="由观望转向同行")), Record("y", Bib(title="由观望转向同行"))) == {}


def test_a_title_whatever_its_script_case_and_punctuation() -> None:
    assert matched(Record("title", Bib(title="由观望，转向同行"))) == {"speech.txt": "title"}


def test_a_name_comes_before_a_title() -> None:
    assert matched(Record("speech", Bib()), Record("title", Bib(title="由观望转向同行"))) == {"speech.txt": "speech"}


def test_files_are_read_from_bibtex_and_ris() -> None:
    (bibtex,) = read_records("@misc{k, title={T}, file={PDF:files/b/paper.pdf:application/pdf}}", "bibtex")
    (ris,) = read_records("TY  - JOUR\nTI  - T\nL1  - files/b/paper.pdf\nER  - \n", "ris")
    assert matched(bibtex) == {"b/paper.pdf": "k"}
    assert matched(ris) == {"b/paper.pdf": ""}
