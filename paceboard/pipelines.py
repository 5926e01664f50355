"""How projects advance in one city, and by when its annual targets are to be reached: parts of a profile."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Pipeline:
    """The order in which projects advance through the batches, and what else a city says of its pipeline.

    batches: ids in order of advance. ready: the stages (or batches, where there are no stages) from which a
    reserve project can still start within the year. is_pool: the batches of all lists are one pool that the
    city counts as a whole.
    """

    batches: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()
    is_pool: bool = False


EMPTY = Pipeline()


@dataclass(frozen=True)
class TargetPath:
    """The time path of one measure's annual target: (month of the fiscal year, share reached by its end)."""

    measure: str
    points: tuple[tuple[int, float], ...]

    @property
    def written(self) -> str:
        """Return the path as queries take it: "starts@6=0.8,9=1"."""
        return f"{self.measure}@" + ",".join(f"{month}={share:g}" for month, share in self.points)


def pipeline(row: Mapping, *, batches: Collection[str], stages: Collection[str]) -> Pipeline:
    """Return the pipeline of a profile's row; batches as listed where it says nothing.

    Raises ValueError for an id that is no batch or stage of the city.
    """
    said = row.get("pipeline", {})
    order = tuple(said.get("batches", batches))
    ready = tuple(said.get("ready", ()))
    if unknown := (set(order) - set(batches)) | (set(ready) - set(batches) - set(stages)):
        raise ValueError(f"pipeline: {sorted(unknown)[0]!r} is no batch or stage of this city")
    if missing := set(batches) - set(order):
        raise ValueError(f"pipeline: batches leaves out {sorted(missing)[0]!r}")
    return Pipeline(order, ready, is_pool=bool(said.get("is_pool", False)))


def target_paths(row: Mapping) -> tuple[TargetPath, ...]:
    """Return the time paths of a profile's row; a measure without one runs in a straight line.

    Raises ValueError where a path does not rise month by month to the whole.
    """
    return tuple(_path(said) for said in row.get("target_paths", []))


def _path(said: Mapping) -> TargetPath:
    points = tuple((int(point["month"]), float(point["share"])) for point in said["points"])
    if not _is_rising(points):
        raise ValueError(
            f"target_paths: {said['measure']!r} must rise month by month (1 to 12) to share = 1, e.g. "
            "points = [{ month = 6, share = 0.8 }, { month = 9, share = 1.0 }]"
        )
    return TargetPath(said["measure"], points)


def _is_rising(points: tuple[tuple[int, float], ...]) -> bool:
    months = [month for month, _ in points]
    shares = [share for _, share in points]
    in_order = months == sorted(set(months)) and shares == sorted(shares)
    return (
        bool(points)
        and in_order
        and months[0] >= 1
        and months[-1] <= 12
        and shares[0] >= 0
        and shares[-1] == 1
    )
