// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object on one line of standard output, whatever happened. */
final class JsonOutput implements Output {
    private final PrintStream out;

    JsonOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void result(Outcome outcome) {
        if (outcome.json().isEmpty()) {
            return;
        }
        Map<String, Object> json = new LinkedHashMap<>(outcome.json());
        if (!outcome.warnings().isEmpty()) {
            json.put("warnings", outcome.warnings());
        }
        outcome.failure().ifPresent(failure -> json.putAll(failure.json()));
        print(json);
    }

    @Override
    public void failure(FailureReport failure) {
        print(failure.json());
    }

    private void print(Map<String, Object> json) {
        out.print(JsonText.of(json) + "\n");
        out.flush();
    }
}
