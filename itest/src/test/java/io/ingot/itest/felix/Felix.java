// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.felix;

import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import io.ingot.itest.BuiltBundles;
import io.ingot.itest.BuiltBundles.BundleEntry;
import io.ingot.itest.WorkFolder;
import java.util.Set;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** Plain Felix with Ingot and the libraries of the tests, and an instance directory of its own. */
public final class Felix {
    private static final Set<String> USES = Set.of("felix", "framework", "shell", "ingot");
    private static final String LOG_FILES = "org.ops4j.pax.logging.pax-logging-logback";

    private Felix() {}

    /** All bundles of Ingot, without those that watch directories, read the standard input or write log files. */
    public static Option withAllOfIngot() {
        return with(BuiltBundles.distribution().stream()
                .filter(bundle -> USES.contains(bundle.use()))
                .filter(bundle -> !bundle.name().equals(LOG_FILES)));
    }

    /** All bundles of the distribution, with the framework properties that it suggests for plain Felix. */
    static Option withTheDistribution() {
        return composite(
                with(BuiltBundles.distribution().stream()),
                composite(BuiltBundles.frameworkProperties().entrySet().stream()
                        .map(property -> frameworkProperty(property.getKey()).value(property.getValue()))
                        .toArray(Option[]::new)));
    }

    private static Option with(Stream<BundleEntry> bundles) {
        return composite(
                BuiltBundles.install(bundles.map(BundleEntry::jar)),
                BuiltBundles.assertions(),
                junitBundles(),
                frameworkProperty("ingot.home").value(WorkFolder.create("home").toString()),
                frameworkProperty("gosh.args").value("--nointeractive"),
                cleanCaches());
    }
}
