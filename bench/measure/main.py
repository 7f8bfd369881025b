# SPDX-License-Identifier: Apache-2.0
"""The command: runs the selected measurements and prints the report."""
import signal
import sys
import time

from measure import cost, machine, options, report
from measure.bench import Bench
from measure.samples import Samples
from measure.works import WORKS

IDLE_SECONDS = 2


def main():
    chosen = options.parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    missing = machine.missing_programs()
    if missing:
        print('bench: missing programs: %s; install them with itest/servers/install.sh web peers' % ', '.join(missing),
              file=sys.stderr)
        return 2
    facts, idle_share = machine.facts(), share_while_idle()
    report.idle(facts['loadAverage'], idle_share)
    outcomes, shares = [], {}
    with Bench(chosen) as bench:
        samples = Samples(bench.folder.results / 'samples.jsonl', facts)
        others = machine.OtherUse(bench.cpu_seconds)
        for name in chosen.works:
            report.begin(name)
            others_now = machine.OtherUse(bench.cpu_seconds)
            try:
                outcomes += WORKS[name].on(bench).measure(samples)
            except Exception as e:  # the next works are measured nevertheless
                report.broken(name, e)
                outcomes.append(report.Outcome.of_failure(name, e))
            shares[name] = others_now.share()
            report.end(shares[name])
        table = report.table(outcomes, facts, chosen, report.OtherShares(idle_share, others.share(), shares))
        (bench.folder.results / 'table.md').write_text(table)
        print(table)
        print('raw figures: %s' % samples.path)
    return 1 if any(outcome.broken or (outcome.missed and not chosen.quick) for outcome in outcomes) else 0


def share_while_idle():
    others = machine.OtherUse(cost.of_self)
    time.sleep(IDLE_SECONDS)
    return others.share()
