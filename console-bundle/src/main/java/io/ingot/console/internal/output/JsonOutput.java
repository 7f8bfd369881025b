// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.common.command.CommandFailure;
import io.ingot.common.text.JsonText;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Prints the result or failure of a command as one JSON object on one line. */
final class JsonOutput implements Output {
    private final PrintStream out;
    private final Consumer<FailureText> failures;

    JsonOutput(PrintStream out, Consumer<FailureText> failures) {
        this.out = out;
        this.failures = failures;
    }

    @Override
    public void result(CommandResult result) {
        if (result.json().isEmpty()) {
            return;
        }
        Map<String, Object> json = new LinkedHashMap<>(result.json());
        if (!result.warnings().isEmpty()) {
            json.put("warnings", result.warnings());
        }
        if (result.failure().isPresent()) {
            json.putAll(result.failure().get().json());
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
