# SPDX-License-Identifier: Apache-2.0
"""The raw figures, written to a file as they are measured, one JSON object per line."""
import json

from measure import machine


class Samples:
    """Appends samples to the file, and keeps those after the warm-up."""

    def __init__(self, path, facts):
        self.path = path
        self._values = {}
        self._write({'machine': facts})

    def add(self, work, contestant, number, sample):
        """Adds what a contestant took in a round. Round 0 is the warm-up: it is written to the file only."""
        self._write({'work': work, 'contestant': contestant, 'round': number, 'load': machine.load(),
                     **{kind: round(value, 6) for kind, value in sample.values().items()}})
        if number > 0:
            for kind, value in sample.values().items():
                self._values.setdefault((work, contestant, kind), []).append(value)

    def of(self, work, contestant, kind):
        """Returns the samples of one kind, one for each round."""
        return self._values.get((work, contestant, kind), [])

    def _write(self, line):
        with open(self.path, 'a') as file:
            file.write(json.dumps(line) + '\n')
