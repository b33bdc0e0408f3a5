"""A graph as `scholargraph export --format parquet` writes it, in the numbering that all peers use.

Nodes of a kind are numbered by their ids in ascending order, so that ties broken by number are broken by id, as
scholargraph breaks them.
"""

import json
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow.compute as compute
import pyarrow.parquet as parquet


class Corpus:
    """The edges of an exported graph, whom to ask about, and what scholargraph answered."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.tables = self.folder / "tables"
        self.works, self.people, self.topics, self.institutions = map(
            self._ids, ["works", "people", "topics", "institutions"]
        )
        bylines = self._table("authorships", ["work", "person", "institutions"])
        named = bylines.filter(_filled(bylines["person"]))
        self.authored = _distinct(_numbers(named["work"], self.works), _numbers(named["person"], self.people))
        lengths = compute.fill_null(compute.list_value_length(bylines["institutions"]), 0).to_numpy()
        work = np.repeat(_numbers(bylines["work"], self.works), lengths)
        self.produced = _distinct(work, _numbers(compute.list_flatten(bylines["institutions"]), self.institutions))
        self.about = self._edges("about", ("work", self.works), ("topic", self.topics))
        self.cites = self._edges("citations", ("citing", self.works), ("cited", self.works))
        self.cited_by = self._table("works", ["id", "cited_by_count"]).sort_by("id")["cited_by_count"].to_numpy()

    def _table(self, name, columns):
        return parquet.read_table(self.tables / f"{name}.parquet", columns=columns)

    def _ids(self, name):
        return np.sort(self._table(name, ["id"])["id"].to_numpy(zero_copy_only=False).astype("S"))

    def _edges(self, name, start, end):
        table = self._table(name, [start[0], end[0]])
        return _distinct(_numbers(table[start[0]], start[1]), _numbers(table[end[0]], end[1]))

    @cached_property
    def asked(self):
        """People, and pairs of them, by number."""
        number = {person.decode(): at for at, person in enumerate(self.people)}
        lines = lambda name: (self.folder / name).read_text().split("\n")[:-1]
        people = [number[line] for line in lines("people.tsv")]
        pairs = [tuple(number[part] for part in line.split("\t")) for line in lines("pairs.tsv")]
        return people, pairs

    @cached_property
    def answers(self):
        """What scholargraph answered: by query, then by whom it was asked about."""
        number = {person.decode(): at for at, person in enumerate(self.people)}
        answers = {"Q1": {}, "Q2": {}, "Q3": {}, "Q4": {}}
        with open(self.folder / "answers.jsonl", encoding="utf-8") as lines:
            for line in map(json.loads, lines):
                found = line["answer"]
                match line["query"]:
                    case "collaborators":
                        ranked = [(number[one["id"]], one["shared_works"]) for one in found]
                        answers["Q1"][number[line["person"]]] = ranked
                    case "slice-nearest":
                        answers["Q2"][number[line["person"]]] = self._nodes(found)
                    case "two-step":
                        answers["Q3"][number[line["person"]]] = [(number[one["id"]], one["score"]) for one in found]
                    case "path":
                        pair = number[line["from"]], number[line["to"]]
                        answers["Q4"][pair] = found["length"]
        return answers

    def _nodes(self, found):
        """The nodes of a slice by kind, sorted."""
        ids = {"work": self.works, "person": self.people, "topic": self.topics, "institution": self.institutions}
        nodes = {kind: [] for kind in ids}
        for node in found["nodes"]:
            nodes[node["kind"]].append(node["id"].encode())
        return {kind: np.searchsorted(ids[kind], sorted(nodes[kind])).tolist() for kind in ids}


def _filled(column):
    return compute.greater(compute.utf8_length(compute.fill_null(column, "")), 0)


def _numbers(column, ids):
    """The numbers of ids, all of which are among `ids`."""
    return np.searchsorted(ids, column.to_numpy(zero_copy_only=False).astype(ids.dtype)).astype(np.int64)


def _distinct(start, end):
    """Pairs, ascending, each once."""
    keys = np.unique(start * (1 << 32) + end)
    return np.stack([keys >> 32, keys & 0xFFFF_FFFF], axis=1)
