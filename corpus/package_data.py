"""Where the data of other packages lies, found without importing them."""

import os
from importlib.machinery import PathFinder


def package_folder(name: str) -> str:
    """The folder of an installed top-level package. Raises FileNotFoundError where there is none."""
    spec = PathFinder.find_spec(name)
    if spec is None or not spec.origin:
        raise FileNotFoundError(f"the package {name} is not installed")
    return os.path.dirname(spec.origin)
