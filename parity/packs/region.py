"""The packs of a whole region: one for every body, or every authority, made two at a time and taken up where it stopped."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Literal, NamedTuple

from parity.packs import make
from parity.packs.asked import Asked, CannotMake, bodies_of
from parity.packs.claims import gather
from parity.store import Store, open_store

Of = Literal["bodies", "areas"]
LISTED = "packs.json"  # in the folder: what each file was made from, so that what is there is not made again


class Progress(NamedTuple):
    """One pack of many: how many are done of how many, whose it is, its files, and whether they were there already."""

    done: int
    every: int
    name: str
    files: tuple[str, ...]
    kept: bool


def whose(store: Store, region: str, of: Of) -> list[tuple[str, str]]:
    """The code and name of each body of a region, or of each authority in it, by name. Raises CannotMake without any."""
    place = store.ask("area", area=region)
    if place.empty:
        raise CannotMake(f"{region} is no place in this store: the Area profile page lists them.")
    if of == "bodies":
        found = bodies_of(store, region)[["body_code", "name"]]
    else:
        found = store.ask("areas_within", area=region, level="authority")[["area_code", "name"]]
    if found.empty:
        raise CannotMake(
            f"{place.at[0, 'name']} has no {'bodies' if of == 'bodies' else 'authorities'} to make packs of."
        )
    return list(found.itertuples(index=False, name=None))


def packs(
    store: Store, region: str, of: Of, asked: Asked, forms: Sequence[str], folder: Path, today: date | None = None
) -> Iterator[Progress]:
    """Makes the packs of a region into a folder, and says after each how far it is.

    `asked` gives the questions, definition and audience of all of them. A pack whose files are there, made from the
    same store of the same questions, is kept: what was stopped is taken up again. Two are made at a time, each in a
    process of its own (a server of many threads cannot be copied into one).
    """
    today = today or date.today()
    every = whose(store, region, of)
    folder.mkdir(parents=True, exist_ok=True)
    listed = _listed(folder)
    wanted = {
        code: replace(asked, body=code if of == "bodies" else None, area=code if of == "areas" else None)
        for code, _ in every
    }
    recipes = {code: _recipe(store, each, forms) for code, each in wanted.items()}
    kept = [(code, name) for code, name in every if _is_there(folder, listed.get(code), recipes[code])]
    for done, (code, name) in enumerate(kept, start=1):
        yield Progress(done, len(every), name, tuple(listed[code]["files"]), True)
    left = [(code, name) for code, name in every if (code, name) not in kept]
    if not left:
        return
    names = dict(left)
    done = len(kept)
    for code, files in _made(store, {code: wanted[code] for code, _ in left}, tuple(forms), folder, today):
        done += 1
        listed[code] = {"recipe": recipes[code], "files": files, "name": names[code]}
        _list(folder, listed)
        yield Progress(done, len(every), names[code], tuple(files), False)


def _made(
    store: Store, wanted: dict[str, Asked], forms: tuple[str, ...], folder: Path, today: date
) -> Iterator[tuple[str, list[str]]]:
    """Each code with the files of its pack, as they are made; one after another where the store is no file of its own."""
    if not isinstance(store.path, Path):
        for code, asked in wanted.items():
            yield code, [file.name for file in make.write(gather(store, asked, today), forms, folder)]
        return
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 2, len(wanted)), get_context("spawn")) as workers:
        with _no_main_module():
            making = {
                workers.submit(_one, store.path, asked, forms, folder, today): code for code, asked in wanted.items()
            }
        try:
            for finished in as_completed(making):
                yield making[finished], finished.result()
        except BaseException:
            workers.shutdown(wait=True, cancel_futures=True)
            raise


@contextmanager
def _no_main_module() -> Iterator[None]:
    """While workers are started: Streamlit puts a page in the place of the main module, and each would begin by running it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _one(store: Path, asked: Asked, forms: tuple[str, ...], folder: Path, today: date) -> list[str]:
    pack = gather(open_store(store), asked, today)
    return [file.name for file in make.write(pack, forms, folder)]


def _recipe(store: Store, asked: Asked, forms: Sequence[str]) -> str:
    return json.dumps([store.build_id, asked.recipe(), sorted(forms)], sort_keys=True, ensure_ascii=False)


def _is_there(folder: Path, held: dict | None, recipe: str) -> bool:
    return bool(held) and held["recipe"] == recipe and all((folder / file).is_file() for file in held["files"])


def _listed(folder: Path) -> dict[str, dict]:
    try:
        return json.loads((folder / LISTED).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def _list(folder: Path, listed: dict[str, dict]) -> None:
    aside = folder / f".{LISTED}.part"
    aside.write_text(json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    aside.replace(folder / LISTED)
