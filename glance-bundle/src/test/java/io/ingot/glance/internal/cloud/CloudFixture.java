// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.glance.internal.keystone.Account;
import io.ingot.glance.internal.keystone.Identity;
import io.ingot.glance.internal.keystone.KeystoneName;
import io.ingot.glance.internal.settings.Configs;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A base of tests with directories, variables and properties of their own. */
abstract class CloudFixture {
    static final KeystoneName DEFAULT = KeystoneName.ofId("default");

    final Map<String, String> variables = new HashMap<>();
    final Map<String, Object> properties = new HashMap<>();

    @TempDir
    Path machine;

    final Path home() {
        return machine.resolve("home/ingot");
    }

    final Path work() {
        return machine.resolve("work");
    }

    final Path etc() {
        return machine.resolve("etc");
    }

    final Path userClouds() {
        return home().resolve(".config/openstack/clouds.yaml");
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    final CloudSource source() {
        return CloudSource.of(Configs.with(properties), new Environment(variables, home(), work(), etc()));
    }

    final Cloud cloud() throws ImageException {
        return source().read();
    }

    final Account account() throws ImageException {
        return cloud().account().orElseThrow();
    }

    /** The user and the password, separated by a colon. */
    final String login() throws ImageException {
        Identity.Password identity = (Identity.Password) account().identity();
        return identity.user().name().or(identity.user()::id).orElse("") + ":"
                + identity.password().read().reveal();
    }
}
