# SPDX-License-Identifier: Apache-2.0
"""The output: progress during the run, and the table at the end."""
import statistics
import sys
from dataclasses import dataclass

from measure import machine
from measure.figures import Verdict


@dataclass(frozen=True)
class Outcome:
    """The verdicts and times of a work, or its failure."""
    work: str
    verdicts: tuple = ()
    times: tuple = ()
    failure: str = ''

    @property
    def broken(self):
        return bool(self.failure)

    @property
    def missed(self):
        return not all(verdict.reached for verdict in self.verdicts)

    @staticmethod
    def of_failure(work, failure):
        return Outcome(work, failure=one_line(failure))


def one_line(failure):
    return ' '.join(str(failure).split())[:300] or type(failure).__name__


def begin(work):
    say('%s (load %s)' % (work, machine.load()))


def measured(contestant, number, value, unit):
    say('  round %d  %-34s %10.4f %s' % (number, contestant, value, unit))


def broken(work, failure):
    say('%s failed: %s' % (work, failure))


def say(text):
    print(text, file=sys.stderr, flush=True)


def table(outcomes, facts, chosen):
    lines = ['Measured %s on %s, %d cores, %.0f GiB, Linux %s; %d rounds; load average before: %s.%s' % (
        facts['date'], facts['processor'], facts['cores'], facts['memoryKiB'] / (1 << 20), facts['kernel'],
        chosen.rounds, facts['loadAverage'], ' QUICK: the figures mean nothing.' if chosen.quick else ''), '']
    lines += ['| work | figure | limit | median | spread | reached |', '|---|---|---|---|---|---|']
    for outcome in outcomes:
        lines += [_row(verdict) for verdict in outcome.verdicts]
        if outcome.failure:
            lines.append('| %s | %s | | | | no |' % (outcome.work, outcome.failure.replace('|', '/')))
    lines += ['', '| work | contestant | median | spread |', '|---|---|---|---|']
    for outcome in outcomes:
        for contestant, unit, values in outcome.times:
            lines.append('| %s | %s | %.4g %s | %.4g to %.4g |' % (
                outcome.work, contestant, statistics.median(values), unit, min(values), max(values)))
    return '\n'.join(lines) + '\n'


def _row(verdict: Verdict):
    return '| %s | %s | %s | %s | %s | %s |' % (
        verdict.work, verdict.figure, verdict.limit, verdict.value, verdict.spread, 'yes' if verdict.reached else 'no')
