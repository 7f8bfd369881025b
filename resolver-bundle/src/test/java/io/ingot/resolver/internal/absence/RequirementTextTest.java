// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            osgi.wiring.package; (osgi.wiring.package=org.foo); package org.foo
            osgi.wiring.package; (&(osgi.wiring.package=org.foo)(version>=1.2)(!(version>=2))); package org.foo, version 1.2 or newer but below 2
            osgi.wiring.package; (&(osgi.wiring.package=org.foo)(&(version>=1.2)(version<=2))); package org.foo, version 1.2 or newer but at most 2
            osgi.wiring.package; (&(osgi.wiring.package=org.foo)(!(version<=1.0))(!(version>=2))); package org.foo, version newer than 1.0 but below 2
            osgi.wiring.package; (&(osgi.wiring.package=org.foo)(!(version>=2))); package org.foo, version below 2
            osgi.wiring.package; ( & (osgi.wiring.package=org.foo) (vendor=x) (version>=1.0.0) ); package org.foo, version 1.0.0 or newer, with vendor=x
            osgi.wiring.package; (&(osgi.wiring.package=org.foo)(|(a=1)(!(b~=2)))); package org.foo, with (a=1 or not b~=2)
            osgi.wiring.bundle; (&(osgi.wiring.bundle=org.foo)(bundle-version>=3)); bundle org.foo, version 3 or newer
            osgi.wiring.host; (&(osgi.wiring.host=org.foo)(bundle-version>=3)); host bundle org.foo, version 3 or newer
            osgi.identity; (osgi.identity=org.foo); bundle org.foo
            osgi.ee; (&(osgi.ee=JavaSE)(version=21)); Java 21 or newer
            osgi.ee; (&(osgi.ee=JavaSE)(version>=1.8)); Java 1.8 or newer
            osgi.ee; (|(&(osgi.ee=JavaSE)(version=21))(&(osgi.ee=JavaSE)(version=17))); Java 21 or newer or Java 17 or newer
            osgi.ee; (osgi.ee=JavaSE-1.8); Java 1.8 or newer
            osgi.ee; (osgi.ee=OSGi/Minimum-1.2); OSGi/Minimum-1.2
            osgi.extender; (&(osgi.extender=osgi.component)(version>=1.5.0)(!(version>=2.0.0))); extender osgi.component, version 1.5.0 or newer but below 2.0.0
            osgi.implementation; (osgi.implementation=osgi.http); implementation of osgi.http
            osgi.contract; (&(osgi.contract=JavaServlet)(version=4.0)); contract JavaServlet, version 4.0 exactly
            osgi.service; (objectClass=org.foo.Bar); service org.foo.Bar
            osgi.native; (&(|(osgi.native.osname~=linux)(osgi.native.osname~=macos))(osgi.native.processor~=aarch64)); native code for linux or macos on aarch64
            osgi.wiring.package; (osgi.wiring.package=a\\)b); package a)b
            """)
    void requirementIsDescribedInWords(String namespace, String filter, String words) {
        assertThat(RequirementText.of(namespace, filter)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            org.own; (&(org.own=1)(x>=2))
            osgi.wiring.package; (osgi.wiring.package=org.foo
            osgi.wiring.package; (vendor=only)
            osgi.wiring.package; nonsense
            osgi.wiring.package; (!(a=1)(b=2))
            osgi.native; (other=1)
            osgi.ee; (|)
            """)
    void otherRequirementIsReturnedAsItIs(String namespace, String filter) {
        assertThat(RequirementText.of(namespace, filter)).isEqualTo(namespace + " " + filter);
    }

    @org.junit.jupiter.api.Test
    void nestingIsBounded() {
        String deep = "(!".repeat(100_000) + "(a=1)" + ")".repeat(100_000);

        assertThat(RequirementText.of("osgi.ee", deep)).isEqualTo("osgi.ee " + deep);
    }
}
