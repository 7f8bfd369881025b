// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.felix;

import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import io.ingot.itest.BuiltBundles;
import io.ingot.itest.Work;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** Plain Felix with all of Ingot, as the distribution has it, and what the tests themselves use. */
public final class Felix {
    private static final String[] COMPENDIUM = {
        "org.osgi.util.function",
        "org.osgi.util.promise",
        "org.osgi.service.component",
        "pax-logging-api",
        "org.apache.felix.configadmin",
        "org.apache.felix.metatype",
        "org.apache.felix.scr",
        "org.apache.felix.gogo.runtime",
    };

    private Felix() {}

    /** Everything, with an instance folder of its own. */
    public static Option withAllOfIngot() {
        return composite(
                BuiltBundles.installed(Stream.of(COMPENDIUM).map(BuiltBundles::of)),
                BuiltBundles.installed(BuiltBundles.ingot().stream()),
                BuiltBundles.assertions(),
                junitBundles(),
                frameworkProperty("ingot.home").value(Work.folder("home").toString()),
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                        .value("WARN"),
                cleanCaches());
    }
}
