"""Writes pagerank.json beside this file: PageRank of three graphs as networkx computes it.

    pip install networkx==3.* numpy scipy && python3 pagerank.py
"""
import json
import pathlib

import networkx as nx


def drawn(seed):
    """SplitMix64: the same numbers everywhere."""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
        yield mixed ^ (mixed >> 31)


def karate():
    graph = nx.karate_club_graph()
    return nx.Graph([(a, b) for a, b in graph.edges()])


def bylines():
    """People on 300 works of one to five people; strength adds up 1/(n-1)."""
    numbers = drawn(1)
    graph = nx.Graph()
    graph.add_nodes_from(range(80))
    works = []
    for _ in range(300):
        count = 1 + next(numbers) % 5
        people = sorted({next(numbers) % 80 for _ in range(count)})
        works.append(people)
        for at, a in enumerate(people):
            for b in people[at + 1 :]:
                weight = graph.get_edge_data(a, b, {"weight": 0})["weight"]
                graph.add_edge(a, b, weight=weight + 1 / (len(people) - 1))
    return graph, works


def citations():
    """200 works that cite up to six older ones; the oldest cite nothing."""
    numbers = drawn(2)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(200))
    for work in range(1, 200):
        for _ in range(next(numbers) % 7):
            graph.add_edge(work, next(numbers) % work)
    return graph


def rank(graph):
    ranks = nx.pagerank(graph, alpha=0.85, tol=1e-14, max_iter=1000)
    return [ranks[node] for node in sorted(graph)]


club = karate()
people, works = bylines()
cites = citations()
answer = {
    "networkx": nx.__version__,
    "karate": {"edges": sorted(map(sorted, club.edges())), "ranks": rank(club)},
    "bylines": {"works": works, "ranks": rank(people)},
    "citations": {"edges": sorted(cites.edges()), "ranks": rank(cites)},
}
path = pathlib.Path(__file__).with_name("pagerank.json")
path.write_text(json.dumps(answer, separators=(",", ":")) + "\n")
