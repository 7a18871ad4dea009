"""Packages that solve the same cohort in an environment of their own: one of them is called `matching`, as ours is.

Run by `cohorts.py` as ``python cohort_peers.py NAME cohort.npz answer.npy``; prints the seconds it took to solve,
without reading the file.
"""

import sys
import threading
import time

import numpy as np


def network_simplex(data):
    """networkx, minimum-cost flow on the pruned pairs: source → mentees → mentors → sink, placing counts most."""
    import networkx as nx

    n = len(data["points"])
    reward = 10**9 * (n + 1)
    graph = nx.DiGraph()
    graph.add_node("source", demand=-n)
    graph.add_node("sink", demand=n)
    for mentee in range(n):
        graph.add_edge("source", mentee, capacity=1, weight=0)
        graph.add_edge(mentee, "sink", capacity=1, weight=0)
    for row, column in zip(data["rows"].tolist(), data["columns"].tolist(), strict=True):
        graph.add_edge(row, n + column, capacity=1, weight=-int(data["points"][row, column]) - reward)
    for mentor, seats in enumerate(data["capacity"].tolist()):
        graph.add_edge(n + mentor, "sink", capacity=seats, weight=0)
    _, flow = nx.network_simplex(graph)
    choice = np.full(n, -1)
    for mentee in range(n):
        choice[mentee] = next((node - n for node, sent in flow[mentee].items() if node != "sink" and sent), -1)
    return choice


def hospital_resident(data):
    """PyPI `matching`, Gale and Shapley's algorithm over all eligible pairs."""
    from matching.games import HospitalResident

    points, wanted = data["points"], data["is_wanted"]
    n, m = points.shape
    residents = {f"e{row}": [f"o{column}" for column in _in_order(points[row], points[row])] for row in range(n)}
    hospitals = {
        f"o{column}": [f"e{row}" for row in _in_order(wanted[:, column], points[:, column])] for column in range(m)
    }
    residents = {name: wishes for name, wishes in residents.items() if wishes}
    seats = {f"o{column}": int(seats) for column, seats in enumerate(data["capacity"]) if hospitals[f"o{column}"]}
    game = HospitalResident.create_from_dictionaries(residents, {name: hospitals[name] for name in seats}, seats)
    choice = np.full(n, -1)
    for hospital, taken in game.solve().items():
        for resident in taken:
            choice[int(resident.name[1:])] = int(hospital.name[1:])
    return choice


def _in_order(wish, points):
    possible = np.flatnonzero(points >= 0)
    return possible[np.argsort(-wish[possible], kind="stable")].tolist()


def main(name, source, target):
    data = dict(np.load(source))
    started = time.perf_counter()
    choice = {"network_simplex": network_simplex, "hospital_resident": hospital_resident}[name](data)
    print(time.perf_counter() - started)
    np.save(target, choice)


if __name__ == "__main__":
    # `matching` copies its players, who know each other, with a recursion as deep as there are players.
    sys.setrecursionlimit(10**7)
    threading.stack_size(1 << 30)
    worker = threading.Thread(target=main, args=sys.argv[1:])
    worker.start()
    worker.join()
