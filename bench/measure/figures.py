# SPDX-License-Identifier: Apache-2.0
"""Target figures, and verdicts on them. A figure is of wall time unless it says CPU."""
import math
import statistics
from dataclasses import dataclass

from measure.cost import COUNT, CPU, WALL


@dataclass(frozen=True)
class Verdict:
    work: str
    figure: str
    limit: str
    value: str
    spread: str
    cpu: str  # the same figure in CPU time
    reached: bool


class Figure:
    """A value of each round, whose median has a limit."""
    of = WALL
    form = '%.2f'

    def judge(self, work, samples):
        values, in_cpu = (self.values(lambda contestant: samples.of(work, contestant, kind)) for kind in (self.of, CPU))
        return Verdict(work, ('CPU: ' if self.of == CPU else '') + self.name(), self.limit_text(),
                       self.form % statistics.median(values),
                       self.form % min(values) + ' to ' + self.form % max(values),
                       self.form % statistics.median(in_cpu) if in_cpu else '–',
                       self.reached(statistics.median(values)))

    def reached(self, median):
        return median <= self.limit

    def limit_text(self):
        return 'at most ' + '%g' % self.limit


@dataclass(frozen=True)
class AtMost(Figure):
    """Limits the median ratio of our time to that of a peer."""
    ours: str
    peer: str
    limit: float
    of: str = WALL

    def name(self):
        return '%s / %s' % (self.ours, self.peer)

    def values(self, samples):
        return ratios(samples(self.ours), samples(self.peer))


@dataclass(frozen=True)
class FasterBy(Figure):
    """Requires a median ratio of the peer's time to ours."""
    ours: str
    peer: str
    limit: float

    def name(self):
        return '%s / %s' % (self.peer, self.ours)

    def values(self, samples):
        return ratios(samples(self.peer), samples(self.ours))

    def reached(self, median):
        return median >= self.limit

    def limit_text(self):
        return 'at least %g' % self.limit


@dataclass(frozen=True)
class MoreBy(Figure):
    """Limits the seconds beyond a ratio: the overhead of a process that is started for one fetch."""
    ours: str
    peer: str
    factor: float
    limit: float
    form = '%.2f s'

    def name(self):
        return '%s - %g x %s' % (self.ours, self.factor, self.peer)

    def values(self, samples):
        return [ours - self.factor * theirs for ours, theirs in zip(samples(self.ours), samples(self.peer))]

    def limit_text(self):
        return 'at most %g s' % self.limit


@dataclass(frozen=True)
class Within(Figure):
    """Limits our own time in seconds."""
    ours: str
    limit: float
    of: str = WALL
    form = '%.4f s'

    def name(self):
        return self.ours

    def values(self, samples):
        return samples(self.ours)

    def limit_text(self):
        return 'at most %g s' % self.limit


@dataclass(frozen=True)
class AtMostSlowest(Figure):
    """Limits the median ratio to the slowest of several peers, round by round."""
    ours: str
    peers: tuple
    limit: float

    def name(self):
        return '%s / slower of %s' % (self.ours, ', '.join(self.peers))

    def values(self, samples):
        return ratios(samples(self.ours), [max(times) for times in zip(*(samples(peer) for peer in self.peers))])


@dataclass(frozen=True)
class Once:
    """Requires that every round counted exactly one."""
    ours: str

    def judge(self, work, samples):
        counts = samples.of(work, self.ours, COUNT)
        return Verdict(work, self.ours, 'exactly 1', '%.3f' % statistics.median(counts),
                       '%.3f to %.3f' % (min(counts), max(counts)), '–', all(count == 1 for count in counts))


def ratios(times, peers):
    """Returns the ratios of each round, whose samples were measured in the same minute."""
    return [ours / theirs if theirs else math.inf for ours, theirs in zip(times, peers)]
