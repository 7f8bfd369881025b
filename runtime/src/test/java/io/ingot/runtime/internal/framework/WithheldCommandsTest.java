// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

class WithheldCommandsTest {
    private static boolean isWithheld(@Nullable Object functions) {
        ServiceReference<?> service = (ServiceReference<?>) Objects.requireNonNull(Proxy.newProxyInstance(
                WithheldCommandsTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) ->
                        arguments != null && "osgi.command.function".equals(arguments[0]) ? functions : null));
        return WithheldCommands.isWithheld(service);
    }

    @Test
    void telnetdIsWithheldInEveryDeclaration() {
        assertThat(isWithheld("telnetd")).isTrue();
        assertThat(isWithheld(new String[] {"telnetd"})).isTrue();
        assertThat(isWithheld(new Object[] {"other", "telnetd"})).isTrue();
    }

    @Test
    void otherCommandsAreNotWithheld() {
        assertThat(isWithheld(null)).isFalse();
        assertThat(isWithheld("echo")).isFalse();
        assertThat(isWithheld(new String[] {"gosh", "source"})).isFalse();
    }
}
