// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.karaf;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;

import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.kar.KarService;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FeaturesKarafIT {
    @Inject
    private FeaturesService features;

    @Inject
    private KarService kars;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Karaf.offline()};
    }

    @Test
    public void kar() throws Exception {
        kars.install(Path.of(System.getProperty("itest.kar")).toUri());
        assertNotNull(features.getFeature("ingot-core"));
        assertFalse(features.isInstalled(features.getFeature("ingot-core")));
    }
}
