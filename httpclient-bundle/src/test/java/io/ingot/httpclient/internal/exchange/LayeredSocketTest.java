// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayeredSocketTest {
    @Test
    void noMethodOfASocketIsInherited() {
        List<String> inherited = Arrays.stream(TlsSocket.class.getMethods())
                .filter(method -> method.getDeclaringClass().equals(Socket.class))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::toString)
                .toList();

        assertThat(inherited).isEmpty();
    }
}
