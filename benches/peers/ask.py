"""Asking a peer the queries of scholargraph's benchmark, timing it, and checking what it answers.

What is timed is processor time; of each question the cheapest round counts, since noise only ever adds. A peer is asked no
further once a query has taken `PATIENCE` seconds, but always about a few.
"""

import json
import math
import os
import resource
import time

ROUNDS = 3
PATIENCE = float(os.environ.get("PEERS_PATIENCE", 15))
FEW = 3


def processor():
    """Seconds of processor time of this process, all threads."""
    return time.process_time()


def ask(peer, corpus):
    """Asks `peer` whatever it can answer; returns the figures."""
    people, pairs = corpus.asked
    own = _works_of(corpus)
    figures = {"peer": peer.name, "version": peer.version}
    checks = {
        "Q1": lambda person, found: found == corpus.answers["Q1"][person],
        "Q2": lambda person, found: found == corpus.answers["Q2"][person] if own[person] <= 60 else None,
        "Q3": lambda person, found: _same_scores(found, corpus.answers["Q3"][person]),
        "Q4": lambda pair, found: found == corpus.answers["Q4"][pair],
    }
    for query, method in [("Q1", "collaborators"), ("Q2", "slice"), ("Q3", "two_step"), ("Q4", "distance")]:
        question = getattr(peer, method, None)
        if question is not None:
            asked = pairs if query == "Q4" else people
            figures[query] = _cost(question, asked, checks[query], getattr(peer, "processor", processor))
    if hasattr(peer, "everybody"):
        figures["Q5"] = _rate(peer, len(corpus.people))
    figures["memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return figures


def _works_of(corpus):
    import numpy as np

    return np.bincount(corpus.authored[:, 1], minlength=len(corpus.people))


def _cost(question, asked, check, clock):
    begin, best, wrong, checked = time.monotonic(), {}, 0, 0
    for rounds in range(ROUNDS):
        for at, item in enumerate(asked):
            if time.monotonic() - begin > PATIENCE and (rounds > 0 or at >= FEW):
                break
            start = clock()
            found = question(*item) if isinstance(item, tuple) else question(item)
            taken = (clock() - start) * 1e6
            best[at] = min(best.get(at, math.inf), taken)
            verdict = check(item, found) if rounds == 0 else None
            checked += verdict is not None
            wrong += verdict is False
    times = sorted(best.values())
    middle, tail = times[len(times) // 2], times[min(int(len(times) * 0.99), len(times) - 1)]
    return {"n": len(times), "median_us": middle, "p99_us": tail, "checked": checked, "wrong": wrong}


def _same_scores(found, expected):
    """Scores are compared as sums of floats in any order are; who has them, where they are not nearly equal."""
    if len(found) != len(expected):
        return False
    return all(math.isclose(mine[1], other[1], rel_tol=1e-6) for mine, other in zip(found, expected))


def _rate(peer, people):
    """People per second of processor time for whom the ten people of most shared works are found."""
    clock = getattr(peer, "processor", processor)
    start = clock()
    asked = peer.everybody(people, PATIENCE)
    return {"n": asked, "people_per_cpu_second": round(asked / max(clock() - start, 1e-9))}


def say(figures):
    print(json.dumps(figures))
