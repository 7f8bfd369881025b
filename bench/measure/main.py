# SPDX-License-Identifier: Apache-2.0
"""The command: runs the selected measurements and prints the report."""
import signal
import sys

from measure import machine, options, report
from measure.bench import Bench
from measure.samples import Samples
from measure.works import WORKS


def main():
    chosen = options.parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    missing = machine.missing_programs()
    if missing:
        print('bench: missing programs: %s; install them with itest/servers/install.sh web peers' % ', '.join(missing),
              file=sys.stderr)
        return 2
    outcomes = []
    with Bench(chosen) as bench:
        samples = Samples(bench.folder.results / 'samples.jsonl', machine.facts())
        for name in chosen.works:
            report.begin(name)
            try:
                outcomes += WORKS[name](bench).measure(samples)
            except Exception as e:  # the next works are measured nevertheless
                report.broken(name, e)
                outcomes.append(report.Outcome.of_failure(name, e))
        table = report.table(outcomes, machine.facts(), chosen)
        (bench.folder.results / 'table.md').write_text(table)
        print(table)
        print('raw figures: %s' % samples.path)
    return 1 if any(outcome.broken or (outcome.missed and not chosen.quick) for outcome in outcomes) else 0
