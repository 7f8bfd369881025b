// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.credential;

import io.ingot.access.CredentialStore;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The credentials of all configurations. */
@Component(immediate = true)
public final class OperatorCredentials implements CredentialStore {
    /** The longest path first, then by name, so that the choice does not depend on the order of registration. */
    private static final Comparator<CredentialsSettings> BEST_FIRST = Comparator.<CredentialsSettings>comparingInt(
                    settings -> -settings.depth())
            .thenComparing(CredentialsSettings::name);

    private final Map<Long, ConfiguredCredentials> bound = new TreeMap<>(); // guarded by this, by service id
    private volatile List<ConfiguredCredentials> credentials = List.of(); // immutable, replaced whole

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindCredentials(ConfiguredCredentials added, Map<String, Object> properties) {
        bound.put(id(properties), added);
        credentials = List.copyOf(bound.values());
    }

    synchronized void unbindCredentials(Map<String, Object> properties) {
        bound.remove(id(properties));
        credentials = List.copyOf(bound.values());
    }

    @Override
    public Optional<Credentials> find(ImageReference target) throws ImageException {
        return read(settingsFor(target));
    }

    @Override
    public Optional<String> nameFor(ImageReference target) {
        return settingsFor(target).map(CredentialsSettings::name);
    }

    @Override
    public Optional<Credentials> named(String name) throws ImageException {
        return read(settingsOf(name));
    }

    @Override
    public Optional<Credentials> named(String name, ImageReference target) throws ImageException {
        return read(settingsOf(name).filter(settings -> settings.covers(target)));
    }

    private Optional<CredentialsSettings> settingsFor(ImageReference target) {
        return settings().filter(settings -> settings.covers(target)).min(BEST_FIRST);
    }

    private Optional<CredentialsSettings> settingsOf(String name) throws ImageException {
        List<CredentialsSettings> matching =
                settings().filter(settings -> settings.name().equals(name)).toList();
        if (matching.size() > 1) {
            throw new ImageException(
                    ErrorCode.INVALID_CONFIGURATION,
                    matching.size() + " configurations io.ingot.access.credentials have the name " + name
                            + "; give each its own name");
        }
        return matching.stream().findFirst();
    }

    private Stream<CredentialsSettings> settings() {
        return credentials.stream().map(ConfiguredCredentials::settings);
    }

    private static Optional<Credentials> read(Optional<CredentialsSettings> settings) throws ImageException {
        return settings.isPresent() ? Optional.of(settings.get().source().read()) : Optional.empty();
    }

    private static long id(Map<String, Object> properties) {
        return (Long) Objects.requireNonNull(properties.get(Constants.SERVICE_ID));
    }
}
