"""How far two people are apart, whatever holds the graph."""


def distance(start, end, reach):
    """Co-author steps, from both ends and always on from the smaller frontier; `None` where no way leads.

    `reach(people, side)` is everybody who shares a work with one of these; `side` tells from which end they are looked for.
    """
    if start == end:
        return 0
    seen, frontiers, steps = ({start}, {end}), [{start}, {end}], 0
    while all(frontiers):
        side = int(len(frontiers[1]) < len(frontiers[0]))
        reached = reach(frontiers[side], side) - seen[side]
        steps += 1
        if not reached.isdisjoint(seen[1 - side]):
            return steps
        seen[side].update(reached)
        frontiers[side] = reached
    return None
