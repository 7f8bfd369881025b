// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.BuiltBundles;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of docs/architecture.md for manifests, checked on the packaged bundles. */
class ManifestRulesIT {
    private static final int JAVA_17 = 61;
    private static final String API = "io.ingot.api";
    /** The prefix of packages that several bundles embed. */
    private static final String EMBEDDED = "io.ingot.common.";

    private static final String HTTPCLIENT = "io.ingot.httpclient";

    /** The packages of Ingot that a bundle may import besides its own and those of the API. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "io.ingot.http", Set.of(HTTPCLIENT),
            "io.ingot.glance", Set.of(HTTPCLIENT));

    /** PIDs that do not start with the name of the bundle that reads them, since users know them by subject. */
    private static final Map<String, Set<String>> FOREIGN_PIDS = Map.of("io.ingot.access", Set.of("io.ingot.file"));

    static Stream<PackagedBundle> bundles() {
        return BuiltBundles.ingot().stream().map(bundle -> PackagedBundle.of(bundle.jar()));
    }

    @Test
    void distributionHasElevenBundles() {
        assertThat(bundles().map(PackagedBundle::symbolicName))
                .containsExactlyInAnyOrder(
                        API,
                        HTTPCLIENT,
                        "io.ingot.access",
                        "io.ingot.console",
                        "io.ingot.deploy",
                        "io.ingot.fetch",
                        "io.ingot.file",
                        "io.ingot.glance",
                        "io.ingot.http",
                        "io.ingot.openpgp",
                        "io.ingot.resolver");
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void symbolicNameIsTheArtifactId(PackagedBundle bundle) {
        assertThat(bundle.symbolicName()).isEqualTo(bundle.artifactId());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void importsOnlyAllowedPackages(PackagedBundle bundle) {
        Set<String> allowed = Stream.concat(
                        exportsOf(API).stream(), MAY_IMPORT.getOrDefault(bundle.symbolicName(), Set.of()).stream())
                .collect(Collectors.toSet());
        allowed.addAll(bundle.exports());

        assertThat(bundle.imports())
                .filteredOn(name -> name.startsWith("io.ingot"))
                .isSubsetOf(allowed);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void isWiredByPackagesOnly(PackagedBundle bundle) {
        assertThat(bundle.header("Require-Bundle")).isEmpty();
        assertThat(bundle.header("DynamicImport-Package")).isEmpty();
        assertThat(bundle.header("Fragment-Host")).isEmpty();
        assertThat(bundle.header("Bundle-Activator")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void onlyTheApiAndTheHttpClientExportPackages(PackagedBundle bundle) {
        switch (bundle.symbolicName()) {
            case API ->
                assertThat(bundle.exports())
                        .containsExactlyInAnyOrder(
                                "io.ingot.image",
                                "io.ingot.image.spi",
                                "io.ingot.image.client",
                                "io.ingot.image.engine",
                                "io.ingot.image.deploy",
                                "io.ingot.image.store",
                                "io.ingot.access");
            case HTTPCLIENT -> assertThat(bundle.exports()).containsExactly(HTTPCLIENT);
            default -> assertThat(bundle.exports()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void embeddedPackagesAreNeitherImportedNorExported(PackagedBundle bundle) {
        assertThat(bundle.imports()).noneMatch(name -> name.startsWith(EMBEDDED));
        assertThat(bundle.exports()).noneMatch(name -> name.startsWith(EMBEDDED));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void apacheHttpClientIsNeitherImportedNorExported(PackagedBundle bundle) {
        assertThat(bundle.imports()).noneMatch(name -> name.startsWith("org.apache.hc"));
        assertThat(bundle.exports()).noneMatch(name -> name.startsWith("org.apache.hc"));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void ownPackagesAreExportedOrInternal(PackagedBundle bundle) {
        String internal = bundle.symbolicName() + ".internal";

        assertThat(bundle.packages())
                .filteredOn(name -> name.startsWith("io.ingot") && !name.startsWith(EMBEDDED))
                .isNotEmpty()
                .allMatch(name ->
                        bundle.exports().contains(name) || name.equals(internal) || name.startsWith(internal + "."));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void runsOnJava17(PackagedBundle bundle) {
        assertThat(bundle.classVersions())
                .isNotEmpty()
                .allSatisfy((entry, version) -> assertThat(version).as(entry).isLessThanOrEqualTo(JAVA_17));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void pidsBeginWithTheBundlesName(PackagedBundle bundle) {
        Set<String> foreign = FOREIGN_PIDS.getOrDefault(bundle.symbolicName(), Set.of());

        assertThat(bundle.settings())
                .extracting(Settings::pid)
                .allMatch(pid -> pid.equals(bundle.symbolicName())
                        || pid.startsWith(bundle.symbolicName() + ".")
                        || foreign.contains(pid));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void containsItsLicence(PackagedBundle bundle) {
        assertThat(bundle.entries()).contains("META-INF/LICENSE");
    }

    private static Set<String> exportsOf(String name) {
        return bundles()
                .filter(bundle -> bundle.symbolicName().equals(name))
                .findFirst()
                .orElseThrow()
                .exports();
    }
}
