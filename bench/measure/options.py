# SPDX-License-Identifier: Apache-2.0
"""The command line."""
import argparse
from pathlib import Path

from measure.sizes import FULL, QUICK
from measure.works import WORKS

EPILOG = '''works:
%s

Each figure is a median of the rounds. CPU is user and system time: that of the whole runtime, or of the processes of a
peer; servers do not count. The first line says how busy the machine was: compare wall times only if others used little.

Exit status: 0 if every limit was met, 1 if one was not, 2 if a program is missing.'''


def parse(arguments=None):
    parser = argparse.ArgumentParser(
        prog='bench/run', description='Measures complete fetches and starts, as ratios to peers in the same run.',
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=EPILOG % '\n'.join('  %-16s %s' % (name, work.content) for name, work in WORKS.items()))
    parser.add_argument('works', nargs='*', metavar='WORK', help='one or more of those below; default: all')
    parser.add_argument('--rounds', type=int, help='number of rounds, after one to warm up (default: 5; quick: 1)')
    parser.add_argument('--folder', type=Path, default=Path('/tmp/ingot-bench'),
                        help='folder on a real disk (default: %(default)s); its folder results keeps the results')
    parser.add_argument('--tmpfs', type=Path, default=Path('/dev/shm/ingot-bench'),
                        help='folder on a tmpfs for files (default: %(default)s)')
    parser.add_argument('--ingot', type=Path,
                        help='the command to measure (default: that of the working copy, built if necessary)')
    parser.add_argument('--quick', action='store_true',
                        help='small sizes and one round, to test the measurements; the figures are not judged')
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.works if name not in WORKS]
    if unknown:
        parser.error('unknown work %s; choose from: %s' % (', '.join(unknown), ', '.join(WORKS)))
    chosen.works = chosen.works or list(WORKS)
    chosen.sizes = QUICK if chosen.quick else FULL
    chosen.rounds = chosen.rounds or (1 if chosen.quick else 5)
    return chosen
