# SPDX-License-Identifier: Apache-2.0
"""Rounds: each runs every contestant once, so that all of them are measured in the same minutes of a noisy machine."""
import os
from dataclasses import dataclass
from typing import Callable

from measure import report


@dataclass(frozen=True)
class Contestant:
    name: str
    run: Callable[[], object]  # runs once, cleans up, and returns a Cost or Count
    bytes: int = 0  # moved in a round, if its cost depends on them


def measure(work, contestants, figures, samples, rounds):
    """Runs one round to warm up, then the others; each begins with another contestant."""
    for number in range(rounds + 1):
        first = number % len(contestants)
        for contestant in contestants[first:] + contestants[:first]:
            os.sync()  # dirty pages of one contestant do not slow the next
            sample = contestant.run()
            samples.add(work, contestant.name, number, sample)
            report.measured(contestant.name, number, sample)
    return [report.Outcome(
        work, verdicts=tuple(figure.judge(work, samples) for figure in figures),
        times=tuple(report.Times.of(contestant, samples, work) for contestant in contestants))]
