// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.karaf;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import io.ingot.itest.BuiltBundles;
import io.ingot.itest.WorkFolder;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;

/**
 * The official distribution of Karaf, without Ingot and without network access: bundles come from it and from the KAR.
 */
final class Karaf {
    private static final String VERSION = "4.4.10";
    private static final String MAVEN = "etc/org.ops4j.pax.url.mvn.cfg";
    private static final String SHELL = "etc/org.apache.karaf.shell.cfg";
    private static final String[] OPENED_PACKAGES = {
        "java.base/java.security",
        "java.base/java.net",
        "java.base/java.lang",
        "java.base/java.util",
        "java.naming/javax.naming.spi",
        "java.rmi/sun.rmi.transport.tcp",
    };

    private Karaf() {}

    /** Karaf with the features of Pax Exam. */
    static Option offline() {
        return composite(distribution(), configureConsole().ignoreLocalConsole().ignoreRemoteShell());
    }

    /** Karaf with its remote shell on a port of 127.0.0.1, for an administrator whose password equals the name. */
    static Option remote(int port, String user) {
        return composite(
                distribution(),
                configureConsole().ignoreLocalConsole(),
                editConfigurationFilePut(SHELL, "sshHost", "127.0.0.1"),
                editConfigurationFilePut(SHELL, "sshPort", Integer.toString(port)),
                editConfigurationFilePut(
                        "etc/users.properties", user, user + ",admin,manager,viewer,systembundles,ssh"));
    }

    private static Option distribution() {
        return composite(
                karafDistributionConfiguration()
                        .frameworkUrl(
                                folder().resolve("apache-karaf.tar.gz").toUri().toString())
                        .karafVersion(VERSION)
                        .name("Karaf")
                        .unpackDirectory(WorkFolder.create("karaf").toFile()),
                editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.repositories", ""),
                editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.settings", ""),
                editConfigurationFilePut(
                        MAVEN,
                        "org.ops4j.pax.url.mvn.localRepository",
                        folder().resolve("repository").toString()),
                systemProperty("itest.kar").value(kar().toString()),
                BuiltBundles.assertions(),
                modules());
    }

    /** The packaged KAR of Ingot. */
    static Path kar() {
        return folder().resolve("io.ingot.karaf.kar");
    }

    private static Option modules() {
        return composite(
                composite(Stream.of(System.getProperty("ingot.test.jvm", "").split(" "))
                        .filter(option -> !option.isEmpty())
                        .map(CoreOptions::vmOption)
                        .toArray(Option[]::new)),
                vmOption("--add-reads=java.xml=java.logging"),
                vmOption("--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED"),
                patch("java.base", "org.apache.karaf.specs.locator"),
                patch("java.xml", "org.apache.karaf.specs.java.xml"),
                composite(Stream.of(OPENED_PACKAGES)
                        .map(name -> composite(vmOption("--add-opens"), vmOption(name + "=ALL-UNNAMED")))
                        .toArray(Option[]::new)),
                vmOption("-classpath"),
                vmOption("lib/jdk9plus/*:lib/boot/*:lib/endorsed/*"));
    }

    private static Option patch(String module, String specification) {
        return composite(
                vmOption("--patch-module"),
                vmOption(module + "=lib/endorsed/" + specification + "-" + VERSION + ".jar"));
    }

    /** The directory with Karaf and the KAR. */
    static Path folder() {
        return Path.of(System.getProperty("itest.karaf"));
    }
}
