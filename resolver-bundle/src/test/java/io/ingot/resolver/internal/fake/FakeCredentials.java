// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import io.ingot.access.CredentialStore;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Credentials by host. */
public final class FakeCredentials implements CredentialStore {
    private final Map<String, Optional<Credentials>> byHost = new ConcurrentHashMap<>();

    /** Sets the credentials for a host. */
    public void put(String host, Credentials credentials) {
        byHost.put(host, Optional.of(credentials));
    }

    /** Makes the credentials for a host unreadable. */
    public void spoil(String host) {
        byHost.put(host, Optional.empty());
    }

    @Override
    public Optional<Credentials> find(ImageReference target) throws ImageException {
        Optional<Credentials> found = target.host().map(byHost::get).orElse(null);
        if (found == null) {
            return Optional.empty();
        }
        if (found.isEmpty()) {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, "the password file is empty");
        }
        return found;
    }

    @Override
    public Optional<String> nameFor(ImageReference target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Credentials> named(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Credentials> named(String name, ImageReference target) {
        throw new UnsupportedOperationException();
    }
}
