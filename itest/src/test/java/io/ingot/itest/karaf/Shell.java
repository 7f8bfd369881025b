// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.karaf;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedAction;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

/** The shell of Karaf, for a user with some roles. */
final class Shell {
    private final SessionFactory sessions;
    private final Subject user;

    Shell(SessionFactory sessions, String... roles) {
        this.sessions = sessions;
        Set<RolePrincipal> principals = Stream.of(roles).map(RolePrincipal::new).collect(Collectors.toSet());
        this.user = new Subject(true, principals, Set.of(), Set.of());
    }

    /** Runs a command; returns its output, or the failure. */
    String run(String command) {
        return Subject.doAs(user, (PrivilegedAction<String>) () -> {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
            Session session = sessions.create(InputStream.nullInputStream(), out, out);
            try {
                session.execute(command);
            } catch (Exception e) { // declared by the interface
                out.println(e);
            } finally {
                session.close();
            }
            return printed.toString(StandardCharsets.UTF_8);
        });
    }
}
