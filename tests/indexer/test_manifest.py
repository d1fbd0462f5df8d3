import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import LibraryError
from indexer.location import Location
from indexer.manifest import VERSION, Choices, ContainerEntry, FileEntry, Manifest, covers, decode, decode_head, encode
from indexer.plan import narrow, widen
from indexer.segment import DICTIONARY
from indexer.stamps import check_stamps, has_user_words, located, stamps
from indexer.userdict import UserWord

NAMES = st.text(st.characters(exclude_categories=()), min_size=1, max_size=6)
ENTRIES = st.builds(
    FileEntry,
    NAMES,
    st.integers(0),
    st.integers(),
    st.text(max_size=4),
    NAMES,
    reason=st.text(max_size=5),
    container=NAMES,
    line=st.integers(0),
)
PAIRS = st.lists(st.tuples(NAMES, NAMES), max_size=2).map(tuple)
CONTAINERS = st.builds(
    ContainerEntry,
    NAMES,
    st.integers(0),
    st.integers(),
    st.text(max_size=4),
    others=st.lists(st.tuples(NAMES, st.integers(1)), max_size=2).map(tuple),
)
MANIFESTS = st.builds(
    Manifest,
    choices=st.builds(Choices, *[st.lists(NAMES, max_size=3).map(tuple)] * 3, NAMES, PAIRS),
    words=st.lists(st.builds(UserWord, NAMES, st.none() | st.integers(1)), max_size=3).map(tuple),
    complete=st.booleans(),
    built=NAMES,
    scanned_ns=st.integers(0),
    others=st.dictionaries(NAMES, st.integers(1), max_size=2),
    files=st.lists(ENTRIES, max_size=3).map(lambda entries: {entry.path: entry for entry in entries}),
    containers=st.lists(CONTAINERS, max_size=2).map(lambda entries: {entry.path: entry for entry in entries}),
)


@given(MANIFESTS)
def test_a_manifest_survives_whatever_names_are_in_it(manifest: Manifest) -> None:
    data = encode(manifest)
    assert data.isascii()
    assert decode(data) == manifest
    head = decode_head(data)
    assert (head.words, head.choices, head.files) == (manifest.words, manifest.choices, {})


@given(st.binary(max_size=40) | MANIFESTS.map(lambda manifest: encode(manifest)[:-2]))
def test_a_damaged_manifest_is_named_as_such(data: bytes) -> None:
    with pytest.raises(LibraryError, match="--rebuild"):
        decode(data)


def test_a_manifest_of_another_version_is_named_as_such() -> None:
    data = encode(Manifest()).replace(f'"version":{VERSION}'.encode(), b'"version":0')
    with pytest.raises(LibraryError, match="another version of yinde"):
        decode(data)


HERE = Location("/docs", "/docs/.yinde")
WORDS = (UserWord("碳中和"),)


def test_the_same_rules_pass() -> None:
    check_stamps(stamps((), HERE), HERE.index)
    check_stamps(stamps(WORDS, HERE), HERE.index)  # a look-up takes the words that the index has
    check_stamps(stamps(WORDS, HERE), HERE.index, WORDS)


@pytest.mark.parametrize("name", ["rules", "fold table", "dictionary"])
def test_other_rules_are_one_clear_line(name: str) -> None:
    for found in (stamps((), HERE) | {name: "before"}, {k: v for k, v in stamps((), HERE).items() if k != name}):
        with pytest.raises(
            LibraryError, match=rf"^/docs/.yinde .*{name} .*yinde index --rebuild --index /docs/.yinde$"
        ):
            check_stamps(found, HERE.index)


def test_other_user_words_matter_to_a_build() -> None:
    with pytest.raises(LibraryError, match="user dictionary"):
        check_stamps(stamps(WORDS, HERE), HERE.index, ())
    with pytest.raises(LibraryError, match="user dictionary"):
        check_stamps(stamps((), HERE), HERE.index, WORDS)
    assert has_user_words(stamps(WORDS, HERE))
    assert not has_user_words(stamps((), HERE))
    assert stamps((), HERE)["dictionary"] == DICTIONARY


def test_stamps_tell_where_the_library_is_even_after_both_moved() -> None:
    assert located(stamps((), HERE), "/elsewhere/.yinde") == Location("/elsewhere", "/elsewhere/.yinde")
    apart = Location("/docs", "/indexes/docs")
    assert located(stamps((), apart), "/indexes/moved") == Location("/docs", "/indexes/moved")


def test_of_two_choices_that_hold_a_file_the_longer_decides() -> None:
    choices = Choices(paths=(".", "drafts/good.txt"), removed=("drafts", "old.txt"))
    assert covers(choices, "a.txt")
    assert covers(choices, "drafts/good.txt")
    assert not covers(choices, "drafts/bad.txt")
    assert not covers(choices, "old.txt")
    assert not covers(Choices(paths=("a",)), "b")


PATHS = st.sampled_from([".", "a", "a/b", "a/b/c", "b", "b/c"])


@given(st.lists(st.tuples(st.booleans(), PATHS), max_size=6))
def test_the_last_word_on_a_path_counts(words: list[tuple[bool, str]]) -> None:
    choices = Choices()
    for wanted, path in words:
        choices = widen(choices, [path]) if wanted else narrow(choices, path)
        assert covers(choices, path) is wanted
