// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.common.command.ConfigurationArgument;
import io.ingot.common.text.NearestName;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageReference;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configuration of an instance. Options of the command line, which apply to one run, take precedence over the
 * files, and these over the defaults of the standalone distribution.
 */
public final class InstanceConfiguration {
    private final List<Setting> options;
    private final Checked defaults;

    private InstanceConfiguration(List<Setting> options, Checked defaults) {
        this.options = options;
        this.defaults = defaults;
    }

    /**
     * Reads the options of the command line.
     *
     * @param options the values {@code KEY=VALUE} of {@code --config}
     * @throws LaunchFailure {@code USAGE} if one is malformed; {@code INVALID_CONFIGURATION} if its file cannot be read
     */
    public static InstanceConfiguration of(List<String> options) throws LaunchFailure {
        List<Setting> settings = new ArrayList<>();
        for (String option : options) {
            settings.add(ConfigurationOption.read(option));
        }
        return new InstanceConfiguration(List.copyOf(settings), new Checked());
    }

    /** Returns this configuration with a default value, which files and options override. */
    public InstanceConfiguration withDefault(String pid, String property, Object value) {
        Checked more = new Checked();
        more.add(defaults);
        more.properties(new ConfigurationTarget(pid, Optional.empty())).put(property, value);
        return new InstanceConfiguration(options, more);
    }

    /** Returns the defaults. */
    public Checked defaults() {
        return defaults;
    }

    /** Whether there are neither files nor options. */
    public boolean isEmpty(ConfigurationFolder etc) throws LaunchFailure {
        return options.isEmpty() && etc.files().isEmpty();
    }

    /**
     * Reads and checks the files and options.
     *
     * @throws LaunchFailure {@code INVALID_CONFIGURATION} or {@code USAGE} for the first error
     */
    public Checked check(ConfigurationFolder etc, ConfigurationDefinitions definitions) throws LaunchFailure {
        Checked checked = new Checked();
        Map<ConfigurationTarget, Path> files = new HashMap<>();
        checked.add(defaults);
        for (ConfigurationFile file : etc.files()) {
            Path other = files.put(file.target(definitions), file.path());
            if (other != null) {
                throw Checked.invalid(sameConfiguration(other, file.path()));
            }
            checked.add(checkFile(file, definitions));
        }
        for (Setting option : options) {
            checked.put(option, definitions);
        }
        return checked;
    }

    /**
     * Reads and checks one file, with the defaults and options of the same PID. A PID that no bundle describes causes a
     * warning, and its values are passed on as text: the bundle may have been removed, or have no Metatype.
     */
    Checked checkFile(ConfigurationFile file, ConfigurationDefinitions definitions) throws LaunchFailure {
        ConfigurationTarget target = file.target(definitions);
        Checked checked = defaultsOf(target);
        if (definitions.of(target.pid()).isEmpty()) {
            checked.passThrough(target, file, definitions);
            return checked;
        }
        checked.declare(target, file.path().toString(), definitions);
        for (Setting setting : file.read(target)) {
            checked.put(setting, definitions);
        }
        putOptions(target, checked, definitions);
        return checked;
    }

    /** Returns the defaults and options of a PID that has no file. */
    Checked checkWithoutFile(ConfigurationTarget target, ConfigurationDefinitions definitions) throws LaunchFailure {
        Checked checked = defaultsOf(target);
        putOptions(target, checked, definitions);
        return checked;
    }

    /** Returns the message for two files of one target, such as {@code PID~NAME.cfg} and {@code PID-NAME.cfg}. */
    static String sameConfiguration(Path one, Path other) {
        return one + " and " + other + " configure the same PID; remove one of them";
    }

    private Checked defaultsOf(ConfigurationTarget target) {
        Checked checked = new Checked();
        if (defaults.byTarget.containsKey(target)) {
            checked.properties(target).putAll(defaults.properties(target));
        }
        return checked;
    }

    private void putOptions(ConfigurationTarget target, Checked checked, ConfigurationDefinitions definitions)
            throws LaunchFailure {
        for (Setting option : options) {
            if (option.resolve(definitions).target().equals(target)) {
                checked.put(option, definitions);
            }
        }
    }

    /** Checked configurations: typed properties by target. */
    public static final class Checked {
        private final Map<ConfigurationTarget, Map<String, Object>> byTarget = new LinkedHashMap<>();
        private final List<String> warnings = new ArrayList<>();

        private void add(Checked other) {
            warnings.addAll(other.warnings);
            other.byTarget.forEach((target, properties) -> properties(target).putAll(properties));
        }

        private Map<String, Object> properties(ConfigurationTarget target) {
            return byTarget.computeIfAbsent(target, key -> new LinkedHashMap<>());
        }

        private void passThrough(
                ConfigurationTarget target, ConfigurationFile file, ConfigurationDefinitions definitions) {
            String problem = "no installed bundle describes the configuration " + target + " (" + file.path() + ")"
                    + NearestName.to(target.pid(), definitions.pids())
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; remove the file if its bundle is gone");
            warnings.add(problem);
            try {
                Map<String, Object> texts = new LinkedHashMap<>();
                file.read(target).forEach(one -> texts.put(one.property(), one.value()));
                byTarget.put(target, texts);
            } catch (LaunchFailure e) {
                warnings.add(String.valueOf(e.getMessage()));
            }
        }

        private void declare(ConfigurationTarget target, String source, ConfigurationDefinitions definitions)
                throws LaunchFailure {
            definition(target, source, definitions);
            properties(target);
        }

        private void put(Setting unresolved, ConfigurationDefinitions definitions) throws LaunchFailure {
            Setting setting = unresolved.resolve(definitions);
            var properties =
                    definition(setting.target(), setting.source(), definitions).properties();
            PropertyDefinition property = properties.get(setting.property());
            if (property == null) {
                throw invalid(setting.target() + " has no property " + ImageReference.redact(setting.property()) + " ("
                        + setting.source() + ")" + nearest(setting.property(), properties.keySet()));
            }
            if (property.isSecret() && setting.clear()) {
                throw LaunchFailure.usage(ConfigurationArgument.secretInClear(setting.key()));
            }
            properties(setting.target()).put(setting.property(), value(setting, property));
        }

        private static Object value(Setting setting, PropertyDefinition property) throws LaunchFailure {
            try {
                return property.value(setting.value());
            } catch (IllegalArgumentException e) {
                String shown = property.isSecret() ? "" : ", was '" + setting.printable() + "'";
                throw invalid(setting.key() + " must be " + e.getMessage() + shown + " (" + setting.source() + ")");
            }
        }

        private static ConfigurationDefinitions.Definition definition(
                ConfigurationTarget target, String source, ConfigurationDefinitions definitions) throws LaunchFailure {
            Optional<ConfigurationDefinitions.Definition> definition = definitions.of(target.pid());
            if (definition.isEmpty()) {
                throw invalid("unknown PID " + target.pid() + " (" + source + ")"
                        + nearest(target.pid(), definitions.pids()));
            }
            if (definition.get().factory() != target.name().isPresent()) {
                throw invalid(
                        definition.get().factory()
                                ? target.pid() + " is a factory: name the instance, " + target.pid() + "~NAME ("
                                        + source + ")"
                                : target.pid() + " is not a factory: omit ~"
                                        + target.name().orElse("") + " (" + source + ")");
            }
            return definition.get();
        }

        private static String nearest(String name, Set<String> known) {
            return NearestName.to(name, known)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse(known.isEmpty() ? "" : "; known: " + known.stream().collect(Collectors.joining(", ")));
        }

        private static LaunchFailure invalid(String message) {
            return new LaunchFailure(ErrorCode.INVALID_CONFIGURATION, message);
        }

        /** Returns the configured PIDs, factory PIDs included. */
        public Set<String> pids() {
            return byTarget.keySet().stream().map(ConfigurationTarget::pid).collect(Collectors.toSet());
        }

        /** Returns the warnings for the operator, one sentence each. */
        public List<String> warnings() {
            return List.copyOf(warnings);
        }

        Map<ConfigurationTarget, Map<String, Object>> byTarget() {
            return byTarget;
        }
    }
}
