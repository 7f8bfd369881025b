# SPDX-License-Identifier: Apache-2.0
"""The output: progress during the run, and the table at the end."""
import statistics
import sys
from dataclasses import dataclass

from measure.cost import COUNT, CPU, WALL
from measure.figures import Verdict
from measure.sizes import GIB


@dataclass(frozen=True)
class Times:
    """What a contestant took in each round."""
    contestant: str
    unit: str
    values: tuple
    cpu: tuple
    bytes: int

    @staticmethod
    def of(contestant, samples, work):
        walls, cpu, counts = (tuple(samples.of(work, contestant.name, kind)) for kind in (WALL, CPU, COUNT))
        return Times(contestant.name, 's' if walls else 'x', walls or counts, cpu, contestant.bytes)


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


@dataclass(frozen=True)
class OtherShares:
    """The shares of the CPU time that others used: before the run, during it, and during each work."""
    before: float
    during: float
    works: dict

    def sentence(self, load):
        busiest = max(self.works, key=self.works.get)
        return ('Load average before: %s. Others used %s of the CPU time before the run, %s during it, '
                'at most %s (`%s`).') % (
                    load, percent(self.before), percent(self.during), percent(self.works[busiest]), busiest)


def one_line(failure):
    return ' '.join(str(failure).split())[:300] or type(failure).__name__


def idle(load, share):
    say('machine before: load average %s, others use %s of the CPU time' % (load, percent(share)))


def begin(work):
    say(work)


def measured(contestant, number, sample):
    say('  round %d  %-34s %s' % (number, contestant, sample))


def end(share):
    say('  others used %s of the CPU time' % percent(share))


def broken(work, failure):
    say('%s failed: %s' % (work, failure))


def say(text):
    print(text, file=sys.stderr, flush=True)


def table(outcomes, facts, chosen, others):
    lines = [others.sentence(facts['loadAverage']), 'Measured %s on %s, %d cores, %.0f GiB, Linux %s; %d rounds.%s' % (
        facts['date'], facts['processor'], facts['cores'], facts['memoryKiB'] / (1 << 20), facts['kernel'],
        chosen.rounds, ' QUICK: the figures mean nothing.' if chosen.quick else ''), '']
    lines += ['| work | figure | limit | median | spread | in CPU | reached |', '|---|---|---|---|---|---|---|']
    for outcome in outcomes:
        lines += [_row(verdict) for verdict in outcome.verdicts]
        if outcome.failure:
            lines.append('| %s | %s | | | | | no |' % (outcome.work, outcome.failure.replace('|', '/')))
    lines += ['', '| work | contestant | median | spread | CPU | CPU per GiB |', '|---|---|---|---|---|---|']
    lines += [_times(outcome.work, times) for outcome in outcomes for times in outcome.times]
    return '\n'.join(lines) + '\n'


def percent(share):
    return '%.0f %%' % (100 * share)


def _row(verdict: Verdict):
    return '| %s | %s | %s | %s | %s | %s | %s |' % (
        verdict.work, verdict.figure, verdict.limit, verdict.value, verdict.spread, verdict.cpu,
        'yes' if verdict.reached else 'no')


def _times(work, times: Times):
    cpu = statistics.median(times.cpu) if times.cpu else None
    return '| %s | %s | %.4g %s | %.4g to %.4g | %s | %s |' % (
        work, times.contestant, statistics.median(times.values), times.unit, min(times.values), max(times.values),
        '–' if cpu is None else '%.4g s' % cpu,
        '%.3g s' % (cpu * GIB / times.bytes) if cpu is not None and times.bytes else '–')
