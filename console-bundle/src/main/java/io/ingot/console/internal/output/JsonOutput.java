// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.common.command.CommandFailure;
import io.ingot.common.text.JsonText;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One JSON object on one line of standard output, whatever happened. */
final class JsonOutput implements Output {
    private final PrintStream out;
    private final Consumer<FailureText> failures;

    JsonOutput(PrintStream out, Consumer<FailureText> failures) {
        this.out = out;
        this.failures = failures;
    }

    @Override
    public void result(CommandResult outcome) {
        if (outcome.json().isEmpty()) {
            return;
        }
        Map<String, Object> json = new LinkedHashMap<>(outcome.json());
        if (!outcome.warnings().isEmpty()) {
            json.put("warnings", outcome.warnings());
        }
        if (outcome.failure().isPresent()) {
            json.putAll(outcome.failure().get().json());
            failures.accept(new FailureText(JsonText.of(json), true));
        } else {
            out.print(JsonText.of(json) + "\n");
            out.flush();
        }
    }

    @Override
    public void failure(CommandFailure failure) {
        failures.accept(new FailureText(JsonText.of(failure.json()), true));
    }
}
