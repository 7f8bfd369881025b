# SPDX-License-Identifier: Apache-2.0
"""Rounds: every contestant once in each, so that all of them see the same minutes of a noisy machine."""
import os
from dataclasses import dataclass
from typing import Callable

from measure import report


@dataclass(frozen=True)
class Contestant:
    name: str
    run: Callable[[], float]  # one measured run; cleans up what it made
    unit: str = 's'


def measure(work, contestants, figures, samples, rounds):
    """One round that does not count, then those that do; each begins with another contestant."""
    for number in range(rounds + 1):
        first = number % len(contestants)
        for contestant in contestants[first:] + contestants[:first]:
            os.sync()  # nobody writes back what another left behind
            value = contestant.run()
            samples.add(work, contestant.name, number, value, contestant.unit)
            report.measured(contestant.name, number, value, contestant.unit)
    return [report.Outcome(
        work, verdicts=tuple(figure.judge(work, samples) for figure in figures),
        times=tuple((each.name, each.unit, tuple(samples.of(work, each.name))) for each in contestants))]
