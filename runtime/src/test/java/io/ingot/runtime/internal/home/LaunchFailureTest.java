// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.common.command.CommandError;
import io.ingot.image.ErrorCode;
import org.junit.jupiter.api.Test;

class LaunchFailureTest {
    @Test
    void jsonHasTheShapeOfTheCommands() {
        assertThat(new LaunchFailure(ErrorCode.LOCAL_IO, "cannot read \"a\\b\"\n").json())
                .isEqualTo("{\"error\":{\"code\":\"LOCAL_IO\","
                        + "\"message\":\"cannot read \\\"a\\\\b\\\"\\u000a\",\"retryable\":true,\"details\":[]}}");
    }

    @Test
    void aWrongCommandLineIsUsage() {
        LaunchFailure failure = LaunchFailure.usage("--home is empty");

        assertThat(failure.error()).isEqualTo(CommandError.USAGE);
        assertThat(failure.json())
                .isEqualTo("{\"error\":{\"code\":\"USAGE\",\"message\":\"--home is empty\","
                        + "\"retryable\":false,\"details\":[]}}");
    }
}
