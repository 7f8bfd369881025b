# SPDX-License-Identifier: Apache-2.0
"""Whole processes of commands that transfer nothing."""
from measure import rounds
from measure.cost import CPU, median
from measure.figures import Within
from measure.programs import cost
from measure.rounds import Contestant

TIMES = 5
"""The number of processes of a round, which is their median: one alone is too short to be measured."""
USAGE_ERROR = 2


class Start:
    """The start of the JVM, and of the framework if the command needs it."""

    def __init__(self, bench):
        self.bench = bench

    def measure(self, samples):
        home = self.bench.place('disk') / 'home'

        def medians(*arguments, status=0):
            return median([cost([self.bench.ingot, *arguments], status=status) for _ in range(TIMES)])

        contestants = [
            Contestant('ingot --version', lambda: medians('--version')),
            Contestant('ingot --help', lambda: medians('--help')),
            Contestant('ingot, usage error', lambda: medians('fetch', status=USAGE_ERROR)),
            Contestant('ingot schemes', lambda: medians('schemes', '--home', home)),
        ]
        figures = [Within(contestant.name, 0.4, of=CPU) for contestant in contestants[:3]]
        figures += [Within('ingot schemes', 0.6), Within('ingot schemes', 0.9, of=CPU)]
        return rounds.measure('start', contestants, figures, samples, self.bench.rounds)
