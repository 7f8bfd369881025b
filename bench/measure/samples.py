# SPDX-License-Identifier: Apache-2.0
"""The raw figures: kept in a file as they are measured, one JSON object a line."""
import json
import statistics

from measure import machine


class Samples:
    """Appends to the file; remembers what counts."""

    def __init__(self, path, facts):
        self.path = path
        self._values = {}
        self._write({'machine': facts})

    def add(self, work, contestant, number, value, unit='s'):
        """The first round, number 0, warms up: it is written, and does not count."""
        self._write({'work': work, 'contestant': contestant, 'round': number, 'value': round(value, 6), 'unit': unit,
                     'load': machine.load()})
        if number > 0:
            self._values.setdefault((work, contestant), []).append(value)

    def of(self, work, contestant):
        return self._values.get((work, contestant), [])

    def median(self, work, contestant):
        return statistics.median(self.of(work, contestant))

    def ratios(self, work, contestant, peer):
        """Round by round: both were measured in the same minute."""
        return [ours / theirs for ours, theirs in zip(self.of(work, contestant), self.of(work, peer))]

    def _write(self, line):
        with open(self.path, 'a') as file:
            file.write(json.dumps(line) + '\n')
