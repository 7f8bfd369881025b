// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ResolutionIT {
    @Inject
    private BundleContext context;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Test
    public void everyBundleOfIngotIsActive() {
        List<Bundle> ingot = Stream.of(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("io.ingot."))
                .toList();

        assertThat(ingot)
                .hasSize(9)
                .allSatisfy(bundle -> assertThat(bundle.getState())
                        .as(bundle.getSymbolicName())
                        .isEqualTo(Bundle.ACTIVE));
    }
}
