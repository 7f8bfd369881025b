// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.glance.internal.keystone.ServiceFilter;
import io.ingot.glance.internal.settings.GlanceConfig;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Determines the cloud and the account. The properties of PID {@code io.ingot.glance} override, value by value, the
 * chosen cloud of {@code clouds.yaml} or else the variables {@code OS_*} ({@code docs/decisions/0008-which-cloud.md}).
 * Safe for concurrent use.
 */
public final class CloudSource {
    private static final String DEFAULT_INTERFACES = "internal,public";
    private static final String OPENSTACK_DEFAULT_INTERFACES = "public";

    private final ConfiguredCloud configured;
    private final Environment environment;
    private final CloudWarnings warnings = new CloudWarnings();
    private final NamedClouds clouds;

    private CloudSource(ConfiguredCloud configured, Environment environment) {
        this.configured = configured;
        this.environment = environment;
        this.clouds = new NamedClouds(new CloudFiles(environment, configured.cloudsFile()), warnings);
    }

    /**
     * Reads the properties. {@link #read} reads the files; secrets are read when they are used.
     *
     * @throws IllegalArgumentException naming the property, its value and what was expected
     */
    public static CloudSource of(GlanceConfig config, Environment environment) {
        return new CloudSource(ConfiguredCloud.of(config), environment);
    }

    /**
     * Reads the cloud as it is described now.
     *
     * @throws ImageException INVALID_CONFIGURATION, naming what is missing or wrong, and where to set it
     */
    public Cloud read() throws ImageException {
        try {
            CloudTexts texts = texts();
            CloudSettings settings = configured.settings().over(CloudSettingsReader.of(texts));
            AccountReader reader = new AccountReader(settings, texts);
            return new Cloud(
                    reader.account(),
                    filter(settings.image(), texts.isEmpty() ? DEFAULT_INTERFACES : OPENSTACK_DEFAULT_INTERFACES),
                    endpoints(settings.image(), reader.type()));
        } catch (IllegalArgumentException e) {
            throw new ImageException(
                    ErrorCode.INVALID_CONFIGURATION, "invalid configuration of the cloud: " + e.getMessage(), e);
        }
    }

    private CloudTexts texts() throws ImageException {
        if (configured.isAnonymous()) {
            return CloudTexts.NONE;
        }
        if (configured.cloud().isPresent()) {
            return clouds.read(configured.cloud().get(), "io.ingot.glance/cloud", configured.region());
        }
        Optional<String> chosen = environment.variable("OS_CLOUD");
        return chosen.isPresent() ? clouds.read(chosen.get(), "OS_CLOUD", configured.region()) : variables();
    }

    /** The variables; a region alone does not make a cloud, since it only selects endpoints of one. */
    private CloudTexts variables() {
        CloudSection section = environment.cloudSection();
        CloudTexts texts = CloudTexts.ofVariables(section);
        if (texts.isEmpty() || texts.isOnly(CloudKey.REGION_NAME)) {
            return CloudTexts.NONE;
        }
        warnings.warnOfIgnoredTls(section, "the environment (OS_…)");
        return texts;
    }

    private static ServiceFilter filter(CloudSettings.ImageService image, String defaults) {
        List<String> interfaces = image.interfaces().map(Supplier::get).orElse(List.of());
        return new ServiceFilter(
                image.type().orElse("image"),
                interfaces.isEmpty() ? Interfaces.of("the default", defaults) : interfaces,
                image.region());
    }

    private static List<ImageReference> endpoints(CloudSettings.ImageService image, Optional<AuthType> type) {
        return image.endpoints()
                .or(() -> type.filter(AuthType.NONE::equals).flatMap(none -> image.anonymousEndpoint()))
                .map(Supplier::get)
                .orElse(List.of());
    }
}
