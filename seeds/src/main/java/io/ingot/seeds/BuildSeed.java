// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives every jqwik property without a seed that of the build, {@code -Dingot.seed=N}: a constant, which the profile
 * {@code soak} replaces. jqwik finds this hook as a service.
 */
public final class BuildSeed implements AroundPropertyHook {
    static final String PROPERTY = "ingot.seed";
    private static final long DEFAULT_SEED = 1;

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        if (context.attributes().seed().isEmpty()) {
            context.attributes().setSeed(Long.toString(Long.getLong(PROPERTY, DEFAULT_SEED)));
        }
        return property.execute();
    }
}
