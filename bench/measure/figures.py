# SPDX-License-Identifier: Apache-2.0
"""Target figures, and verdicts on them."""
import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    work: str
    figure: str
    limit: str
    value: str
    spread: str
    reached: bool


def _verdict(work, text, values, limit, form, reached):
    return Verdict(work, text, limit, form % statistics.median(values),
                   form % min(values) + ' to ' + form % max(values), reached(statistics.median(values)))


@dataclass(frozen=True)
class AtMost:
    """Limits the median ratio of our time to that of a peer."""
    ours: str
    peer: str
    limit: float

    def judge(self, work, samples):
        return _verdict(work, '%s / %s' % (self.ours, self.peer), samples.ratios(work, self.ours, self.peer),
                        'at most %g' % self.limit, '%.2f', lambda ratio: ratio <= self.limit)


@dataclass(frozen=True)
class FasterBy:
    """Requires a median ratio of the peer's time to ours."""
    ours: str
    peer: str
    limit: float

    def judge(self, work, samples):
        return _verdict(work, '%s / %s' % (self.peer, self.ours), samples.ratios(work, self.peer, self.ours),
                        'at least %g' % self.limit, '%.2f', lambda ratio: ratio >= self.limit)


@dataclass(frozen=True)
class MoreBy:
    """Limits the seconds beyond a ratio: the overhead of a process that is started for one fetch."""
    ours: str
    peer: str
    factor: float
    seconds: float

    def judge(self, work, samples):
        extra = [ours - self.factor * theirs for ours, theirs in
                 zip(samples.of(work, self.ours), samples.of(work, self.peer))]
        return _verdict(work, '%s - %g x %s' % (self.ours, self.factor, self.peer), extra,
                        'at most %g s' % self.seconds, '%.2f s', lambda value: value <= self.seconds)


@dataclass(frozen=True)
class Within:
    """Limits our own time in milliseconds."""
    ours: str
    millis: float

    def judge(self, work, samples):
        return _verdict(work, self.ours, [1000 * seconds for seconds in samples.of(work, self.ours)],
                        'under %g ms' % self.millis, '%.1f ms', lambda value: value < self.millis)


@dataclass(frozen=True)
class AtMostSlowest:
    """Limits the median ratio to the slowest of several peers, round by round."""
    ours: str
    peers: tuple
    limit: float

    def judge(self, work, samples):
        slowest = [max(times) for times in zip(*(samples.of(work, peer) for peer in self.peers))]
        ratios = [ours / theirs for ours, theirs in zip(samples.of(work, self.ours), slowest)]
        return _verdict(work, '%s / slower of %s' % (self.ours, ', '.join(self.peers)), ratios,
                        'at most %g' % self.limit, '%.2f', lambda ratio: ratio <= self.limit)


@dataclass(frozen=True)
class Exactly:
    """Requires an exact value in every round."""
    ours: str
    number: float

    def judge(self, work, samples):
        values = samples.of(work, self.ours)
        return _verdict(work, self.ours, values, 'exactly %g' % self.number, '%.3f',
                        lambda _: all(value == self.number for value in values))
