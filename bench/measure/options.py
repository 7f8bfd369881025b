# SPDX-License-Identifier: Apache-2.0
"""The command line."""
import argparse
from pathlib import Path

from measure.sizes import FULL, QUICK
from measure.works import WORKS


def parse(arguments=None):
    parser = argparse.ArgumentParser(
        prog='bench/run', description='Measures whole fetches as ratios against peers in the same run.',
        epilog='Exit status: 0 every figure was reached, 1 one was not, 2 something is missing here.')
    parser.add_argument('works', nargs='*', metavar='WORK', help='one or more of: %s; default: all' % ', '.join(WORKS))
    parser.add_argument('--rounds', type=int, help='rounds that count, after one that does not (5; quick: 1)')
    parser.add_argument('--folder', type=Path, default=Path('/tmp/ingot-bench'),
                        help='where files are made, on a real disk (%(default)s); results stay in its folder results')
    parser.add_argument('--tmpfs', type=Path, default=Path('/dev/shm/ingot-bench'),
                        help='the same, on a tmpfs (%(default)s)')
    parser.add_argument('--ingot', type=Path, default=Path(__file__).resolve().parents[2] / 'ingot',
                        help="the command to measure (the working copy's)")
    parser.add_argument('--quick', action='store_true',
                        help='small sizes, one round: shows that all works; its figures mean nothing, and none is missed')
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.works if name not in WORKS]
    if unknown:
        parser.error('no work %s; there are: %s' % (', '.join(unknown), ', '.join(WORKS)))
    chosen.works = chosen.works or list(WORKS)
    chosen.sizes = QUICK if chosen.quick else FULL
    chosen.rounds = chosen.rounds or (1 if chosen.quick else 5)
    return chosen
