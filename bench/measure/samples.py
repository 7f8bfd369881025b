# SPDX-License-Identifier: Apache-2.0
"""The raw figures, written to a file as they are measured, one JSON object per line."""
import json
import statistics

from measure import machine


class Samples:
    """Appends samples to the file, and keeps those after the warm-up."""

    def __init__(self, path, facts):
        self.path = path
        self._values = {}
        self._write({'machine': facts})

    def add(self, work, contestant, number, value, unit='s'):
        """Adds a sample. Round 0 is the warm-up: it is written to the file only."""
        self._write({'work': work, 'contestant': contestant, 'round': number, 'value': round(value, 6), 'unit': unit,
                     'load': machine.load()})
        if number > 0:
            self._values.setdefault((work, contestant), []).append(value)

    def of(self, work, contestant):
        return self._values.get((work, contestant), [])

    def median(self, work, contestant):
        return statistics.median(self.of(work, contestant))

    def ratios(self, work, contestant, peer):
        """Returns the ratios of each round, whose samples were measured in the same minute."""
        return [ours / theirs for ours, theirs in zip(self.of(work, contestant), self.of(work, peer))]

    def _write(self, line):
        with open(self.path, 'a') as file:
            file.write(json.dumps(line) + '\n')
