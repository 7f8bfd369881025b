// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of large interfaces of which a test needs a few methods; any other method fails the test. */
final class Stub {
    private Stub() {}

    /** The result of one method for its arguments. */
    interface Answer {
        @Nullable
        Object to(Object[] arguments);
    }

    static <T> T of(Class<T> type, Map<String, Answer> methods) {
        return type.cast(Proxy.newProxyInstance(
                Stub.class.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given;
                    Answer answer = methods.get(method.getName());
                    if (answer != null) {
                        return answer.to(arguments);
                    }
                    return switch (method.getName()) {
                        case "equals" -> self == arguments[0];
                        case "hashCode" -> System.identityHashCode(self);
                        case "toString" -> "a " + type.getSimpleName();
                        default -> throw new UnsupportedOperationException(method.toString());
                    };
                }));
    }
}
