"""Taking documents out of an index, for good: what was removed stays out until it is named to ``build`` again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.errors import NotFoundError
from indexer.engine import Engine
from indexer.location import Location, find_index, lies_in, relative
from indexer.manifest import encode
from indexer.open import open_engine
from indexer.plan import narrow
from indexer.report import MEMORY
from indexer.stamps import located
from indexer.target import previous
from indexer.transaction import transaction


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed: the paths of the files, relative to the library's root, those that were never read included."""

    location: Location
    files: tuple[str, ...]


def remove(paths: Sequence[str], index: str | None = None, engine_in: Callable[[str], Engine] = open_engine) -> Removal:
    """Take files, and all that lies below folders, out of the index; the files themselves are left alone.

    They need not exist any more. Later builds of this index pass them over, until one of the paths, or one below it, is
    itself what ``build`` is asked for. Raises NotFoundError where a path holds nothing that is in the index, and changes
    nothing then.
    """
    folder = find_index(paths[0], index)
    engine = engine_in(folder)
    engine.reader().close()  # a folder without an index is an error, not an occasion to make one
    with transaction(engine, folder, memory=MEMORY) as writer:
        found = previous(engine)
        stamps = found.stamps or {}
        location = located(stamps, folder)
        choices = found.manifest.choices
        files, containers = dict(found.manifest.files), dict(found.manifest.containers)
        for path in paths:
            name = relative(location.root, path)
            if not any(lies_in(file, name) for file in (*found.manifest.files, *found.manifest.containers)):
                raise NotFoundError(
                    "nothing of {path} is in the library {root}; see what is: yinde list", path=path, root=location.root
                )
            choices = narrow(choices, name)
            files = {file: entry for file, entry in files.items() if not lies_in(file, name)}
            containers = {file: entry for file, entry in containers.items() if not lies_in(file, name)}
        removed = [entry for file, entry in found.manifest.files.items() if file not in files]
        writer.delete([entry.document_id for entry in removed if entry.is_indexed])
        writer.commit(encode(replace(found.manifest, choices=choices, files=files, containers=containers)), stamps)
    return Removal(location, tuple(entry.path for entry in removed))
