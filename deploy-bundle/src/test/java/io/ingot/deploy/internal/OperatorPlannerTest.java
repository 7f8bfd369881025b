// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.deploy.internal.prepare.FakeEngine;
import io.ingot.deploy.internal.prepare.Node;
import io.ingot.image.Call;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service, and who comes and goes around it. */
class OperatorPlannerTest {
    @TempDir
    private Path temporary;

    private final OperatorPlanner planner = new OperatorPlanner(new Landscape().config());

    @Test
    void cleaningNeedsNoEngine() throws Exception {
        FakeEngine engine = FakeEngine.copying();
        planner.bindFetcher(engine);
        try (Call call = Call.start()) {
            planner.prepare(Node.plan("v1", Role.IMAGE), temporary, images -> {}, call);
            planner.unbindFetcher(engine);
            CleanedNode cleaned = planner.clean(temporary, call);
            assertThat(cleaned.removed()).containsExactly(temporary.resolve("image"));
        }
        assertThat(temporary).isEmptyDirectory();
    }
}
