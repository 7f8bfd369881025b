// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.glance.internal.keystone.ServiceFilter;
import io.ingot.glance.internal.keystone.ServiceUrl;
import io.ingot.glance.internal.settings.GlanceConfig;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says which cloud, and as whom: what the properties of PID {@code io.ingot.glance} say, value by value over what the
 * chosen cloud of {@code clouds.yaml} says, or else the variables {@code OS_*}
 * ({@code docs/decisions/0008-which-cloud.md}). Safe for concurrent use.
 */
public final class CloudSource {
    private static final String VARIABLE = "OS_";
    private static final String OUR_INTERFACES = "internal,public";
    private static final String OPENSTACKS_INTERFACES = "public";

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
     * Reads the properties; files and secrets are read by {@link #read}, and by who uses what it answers.
     *
     * @throws IllegalArgumentException naming the property, its value and what was expected
     */
    public static CloudSource of(GlanceConfig config, Environment environment) {
        return new CloudSource(ConfiguredCloud.of(config), environment);
    }

    /**
     * The cloud as it is described now.
     *
     * @throws ImageException INVALID_CONFIGURATION, naming what is missing or wrong, and where to set it
     */
    public Cloud read() throws ImageException {
        try {
            CloudValues below = below();
            CloudValues values = configured.values().over(below);
            AccountReader reader = new AccountReader(values);
            return new Cloud(
                    reader.account(),
                    filter(values, below.isEmpty() ? OUR_INTERFACES : OPENSTACKS_INTERFACES),
                    endpoints(values, reader.type()));
        } catch (IllegalArgumentException e) {
            throw new ImageException(
                    ErrorCode.INVALID_CONFIGURATION, "no cloud to ask for images: " + e.getMessage(), e);
        }
    }

    /** Who is nobody by the properties is nobody: nothing else is looked at. */
    private CloudValues below() throws ImageException {
        if (configured
                .values()
                .text("auth_type")
                .filter(AuthType.NONE.word()::equals)
                .isPresent()) {
            return CloudValues.NOTHING;
        }
        if (configured.cloud().isPresent()) {
            return clouds.values(configured.cloud().get(), "io.ingot.glance/cloud", configured.region());
        }
        Optional<String> chosen = environment.variable("OS_CLOUD");
        return chosen.isPresent() ? clouds.values(chosen.get(), "OS_CLOUD", configured.region()) : variables();
    }

    /** A region alone chooses among what others say. */
    private CloudValues variables() {
        Map<String, String> own = new HashMap<>();
        environment.variables().forEach((name, value) -> {
            if (name.startsWith(VARIABLE)) {
                own.put(name.substring(VARIABLE.length()).toLowerCase(Locale.ROOT), value);
            }
        });
        WrittenCloud written = WrittenCloud.of(own);
        SdkNames names = SdkNames.of(written);
        CloudValues values = CloudValues.ofVariables(names.texts(), names.secrets());
        if (values.isEmpty() || values.isOnly("region_name")) {
            return CloudValues.NOTHING;
        }
        warnings.ofTls(written, "the environment (OS_…)");
        return values;
    }

    private static ServiceFilter filter(CloudValues values, String usual) {
        List<String> interfaces = Interfaces.of(
                values.placeOf("interfaces", "interface"),
                values.first("image_interface", "interface").orElse(usual));
        return new ServiceFilter(
                values.text("image_service_type").orElse("image"),
                interfaces.isEmpty() ? Interfaces.of("by default", usual) : interfaces,
                values.first("image_region_name", "region_name"));
    }

    private List<ImageReference> endpoints(CloudValues values, Optional<AuthType> type) {
        if (!configured.endpoints().isEmpty()) {
            return configured.endpoints();
        }
        Optional<String> nobodys = type.filter(AuthType.NONE::equals).flatMap(none -> values.text("endpoint"));
        return values
                .first("image_endpoint_override", "image_endpoint")
                .or(() -> nobodys)
                .map(url -> ServiceUrl.withoutVersion(values.placeOf("endpoint", "image_endpoint_override"), url, "v2"))
                .stream()
                .toList();
    }
}
