"""The queries on graph libraries: one directed graph with an edge from every work to whatever it names.

    python graphs.py rustworkx|igraph|networkit FOLDER
"""

import heapq
import math
import sys
import time
from collections import Counter
from importlib.metadata import version

import numpy as np

import steps
from ask import ask, say
from corpus import Corpus


class Peer:
    """A library, asked with its own lists of neighbours: people come first, then works, topics, institutions."""

    def __init__(self, name, corpus):
        self.name, self.version = name, version(name)
        self.works = len(corpus.people)
        self.topics = self.works + len(corpus.works)
        self.institutions = self.topics + len(corpus.topics)
        self.cited_by = corpus.cited_by
        size = self.institutions + len(corpus.institutions)
        firsts = [(corpus.authored, 0), (corpus.cites, self.works), (corpus.about, self.topics)]
        firsts.append((corpus.produced, self.institutions))
        start = np.concatenate([edges[:, 0] + self.works for edges, _ in firsts])
        end = np.concatenate([edges[:, 1] + first for edges, first in firsts])
        self.out, self.back = LIBRARIES[name](start, end, size)

    def _counted(self, person):
        counted = Counter()
        for work in self.back(person):
            counted.update(self.out(work))
        return counted

    def collaborators(self, person, limit=20):
        counted = self._counted(person)
        return _top(counted, 0, self.works, limit, {person})

    def slice(self, person):
        own = set(self.back(person))
        counted = self._counted(person)
        cited = {work: int(self.cited_by[work - self.works]) for work in own}
        shown = {
            "work": _top(cited, self.works, self.topics, 60) + _top(counted, self.works, self.topics, 39, own),
            "person": _top(counted, 0, self.works, 60, {person}) + [(person, 0)],
            "topic": _top(counted, self.topics, self.institutions, 20),
            "institution": _top(counted, self.institutions, math.inf, 20),
        }
        nodes = {node for kind in shown.values() for node, _ in kind}
        self.edges = [(work, end) for work, _ in shown["work"] for end in self.out(work) if end in nodes]
        first = {"work": self.works, "person": 0, "topic": self.topics, "institution": self.institutions}
        return {kind: sorted(node - first[kind] for node, _ in found) for kind, found in shown.items()}

    def two_step(self, person):
        near = self._people(person)
        scores = {}
        for common in near:
            theirs = self._people(common)
            if len(theirs) > 1:
                share = 1 / math.log(len(theirs))
                for other in theirs:
                    scores[other] = scores.get(other, 0.0) + share
        return _top(scores, 0, self.works, 20, near | {person})

    def _people(self, person):
        others = {end for work in self.back(person) for end in self.out(work) if end < self.works}
        others.discard(person)
        return others

    def distance(self, start, end):
        """A work that was passed leads to nobody new."""
        passed = (set(), set())

        def beside(people, side):
            works = {work for one in people for work in self.back(one)} - passed[side]
            passed[side].update(works)
            return {other for work in works for other in self.out(work) if other < self.works}

        return steps.distance(start, end, beside)

    def everybody(self, people, patience):
        """As many as there is patience for, drawn evenly."""
        begin, asked = time.monotonic(), 0
        for person in range(0, people, max(people // 50_000, 1)):
            self.collaborators(person, 10)
            asked += 1
            if time.monotonic() - begin > patience:
                break
        return asked


def _top(scores, first, end, limit, but=frozenset()):
    """The nodes from `first` to `end` with the highest scores, ties by number."""
    wanted = ((node, score) for node, score in scores.items() if first <= node < end and node not in but)
    return heapq.nsmallest(limit, wanted, key=lambda found: (-found[1], found[0]))


def _rustworkx(start, end, size):
    import rustworkx

    graph = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from([None] * size)
    graph.add_edges_from_no_data(list(zip(start.tolist(), end.tolist())))
    return graph.successor_indices, graph.predecessor_indices


def _igraph(start, end, size):
    import igraph

    graph = igraph.Graph(n=size, edges=np.stack([start, end], axis=1), directed=True)
    return graph.successors, graph.predecessors


def _networkit(start, end, size):
    import networkit

    graph = networkit.GraphFromCoo((start, end), n=size, directed=True)
    return lambda node: list(graph.iterNeighbors(node)), lambda node: list(graph.iterInNeighbors(node))


LIBRARIES = {"rustworkx": _rustworkx, "igraph": _igraph, "networkit": _networkit}

if __name__ == "__main__":
    name, folder = sys.argv[1:]
    corpus = Corpus(folder)
    say(ask(Peer(name, corpus), corpus))
