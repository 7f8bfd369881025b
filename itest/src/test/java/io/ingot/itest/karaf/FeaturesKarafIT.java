// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import io.ingot.itest.SignedSums;
import io.ingot.testing.Images;
import io.ingot.testing.http.HttpOrigin;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.kar.KarService;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What an operator does with the KAR. No type of Ingot is used here: this probe would be refreshed whenever a feature
 * goes.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FeaturesKarafIT {
    private static final String ID = "cafe0001-1234-4321-abcd-0123456789ab";
    private static final String KAR = "io.ingot.karaf";
    private static final byte[] IMAGE = Images.ofSize(300_007);

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Inject
    private KarService kars;

    @Inject
    private SessionFactory sessions;

    private KarafState withoutIngot;
    private HttpOrigin origin;
    private Path base;
    private Path destination;

    @Inject
    private ConfigurationAdmin configurations;

    @Configuration
    public Option[] configuration() throws Exception {
        return new Option[] {
            Karaf.offline(),
            systemProperty("itest.kar.newer").value(NewerKar.of(Karaf.kar()).toString())
        };
    }

    @Before
    public void installKar() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        withoutIngot = state();
        kars.install(kar("itest.kar"));
        origin = new HttpOrigin();
        base = Path.of(System.getProperty("karaf.base"));
        destination = Files.createTempDirectory(base, "node-").resolve("image");
    }

    @After
    public void uninstallKars() throws Exception {
        origin.close();
        for (String kar : kars.list()) {
            kars.uninstall(kar);
        }
        deleteConfiguration();
    }

    @Test
    public void karBringsTheFeaturesAndStartsNone() throws Exception {
        for (String name :
                List.of("ingot", "ingot-core", "ingot-http", "ingot-file", "ingot-glance", "ingot-openpgp")) {
            assertThat(features.getFeature(name)).as(name).isNotNull();
            assertThat(features.isInstalled(features.getFeature(name))).as(name).isFalse();
        }
        assertThat(bundles()).isEmpty();
    }

    @Test
    public void karThatIsUninstalledTakesNothingOfKarafWithIt() throws Exception {
        features.installFeature("ingot");
        assertThat(state().missing(withoutIngot)).isEmpty();

        kars.uninstall(KAR);

        assertThat(state()).isEqualTo(withoutIngot);
        assertThat(shell().run("feature:list -i")).contains("shell", "ssh", "config", "system");
    }

    @Test
    public void karIsReplacedInTheDeployFolderAndRemovedFromIt() throws Exception {
        kars.uninstall(KAR);
        Path deployed = base.resolve("deploy").resolve("ingot.kar");
        Files.copy(Path.of(kar("itest.kar")), deployed);
        await().until(() -> features.getFeature("ingot") != null);
        features.installFeature("ingot");

        Files.copy(Path.of(kar("itest.kar.newer")), deployed, StandardCopyOption.REPLACE_EXISTING);

        await().until(() -> state().repositories().stream().anyMatch(each -> each.contains(NewerKar.VERSION)));
        assertThat(state().missing(withoutIngot)).isEmpty();
        features.installFeature("ingot");
        assertThatOnlyTheNewerVersionIsInstalled();
        assertThat(shell().run("ingot:schemes --json")).contains("\"http\"");

        Files.delete(deployed);

        await().until(() -> kars.list().isEmpty());
        assertThat(state()).isEqualTo(withoutIngot);
    }

    @Test
    public void upgradeIsTheOldKarUninstalledAndTheNewOneInstalled() throws Exception {
        features.installFeature("ingot");

        kars.uninstall(KAR);
        kars.install(kar("itest.kar.newer"));
        features.installFeature("ingot");

        assertThatOnlyTheNewerVersionIsInstalled();
        assertThat(state().missing(withoutIngot)).isEmpty();
        fetches(origin.serve("/image", IMAGE));
        assertThat(new Shell(sessions, "viewer").run("ingot:fetch --help")).doesNotContain("Usage:");

        kars.uninstall("newer-" + KAR);

        assertThat(state()).isEqualTo(withoutIngot);
    }

    @Test
    public void coreHasCommandsAndNoScheme() throws Exception {
        features.installFeature("ingot-core");

        assertThat(shell().run("ingot:schemes --json")).contains("\"schemes\":[]");
    }

    @Test
    public void httpFetches() throws Exception {
        features.installFeature("ingot-http");

        fetches(origin.serve("/image", IMAGE));
    }

    @Test
    public void fileFetchesFromTheInstancesFolder() throws Exception {
        features.installFeature("ingot-file");
        Path images = Files.createDirectories(base.resolve("ingot").resolve("images"));

        fetches("file://" + Files.write(images.resolve("image"), IMAGE));
    }

    @Test
    public void ingotIsCoreHttpAndFile() throws Exception {
        features.installFeature("ingot");

        assertThat(shell().run("ingot:schemes --json"))
                .contains("\"file\"", "\"http\"", "\"https\"")
                .doesNotContain("\"glance\"");
    }

    @Test
    public void glanceIsAddedHotAndTakenAwayHot() throws Exception {
        awaitThatEarlierFilesAreForgotten();
        features.installFeature("ingot");
        setProperty(
                "io.ingot.glance.cfg", "endpoint = " + origin.serveGlance(ID, IMAGE, Images.digest("SHA-512", IMAGE)));
        Set<Long> services = serviceIds();
        assertThat(shell().run("ingot:show --json " + ID)).contains("UNSUPPORTED_SCHEME");

        features.installFeature("ingot-glance");
        assertThat(serviceIds()).containsAll(services);
        await().until(() -> shell().run("ingot:show " + ID).contains("sha512"));
        fetches(ID);

        features.uninstallFeature("ingot-glance");
        assertThat(shell().run("ingot:schemes --json")).contains("\"http\"").doesNotContain("\"glance\"");
        assertThat(serviceIds()).isEqualTo(services);
    }

    @Test
    public void openpgpVerifiesChecksumFilesUntilItIsStopped() throws Exception {
        awaitThatEarlierFilesAreForgotten();
        SignedSums signed = SignedSums.in(base.resolve("ingot").resolve("images"));
        features.installFeature("ingot-file");
        features.installFeature("ingot-openpgp");
        setProperty("io.ingot.fetch.cfg", "checksumSignatures = require");
        setProperty("io.ingot.openpgp.cfg", "keyFiles = " + signed.key());
        String fetch = "ingot:fetch --json --checksum %s " + signed.image() + " " + destination;

        await().until(() -> shell().run(fetch.formatted(signed.changedSums())).contains("was changed"));
        assertThat(shell().run(fetch.formatted(signed.changedSums()))).contains("UNTRUSTED");
        assertThat(destination).doesNotExist();
        assertThat(shell().run(fetch.formatted(signed.sums()))).contains("\"verified\":true");
        assertThat(destination).hasBinaryContent(SignedSums.IMAGE);

        bundle("io.ingot.openpgp").stop();

        assertThat(shell().run(fetch.formatted(signed.sums())))
                .contains("UNAVAILABLE", "bundle io.ingot.openpgp", "feature:install ingot-openpgp");
    }

    @Test
    public void configurationFilesAreDeliveredAndKept() throws Exception {
        awaitThatEarlierFilesAreForgotten();
        features.installFeature("ingot-core");
        features.installFeature("ingot-http");
        assertThat(Stream.of("access", "fetch", "file", "httpclient", "resolver")
                        .map(name -> etc("io.ingot." + name + ".cfg")))
                .allSatisfy(file -> assertThat(file).content().contains("#"));
        String ours = "# what the operator has written\n";
        Files.writeString(etc("io.ingot.httpclient.cfg"), ours);

        features.uninstallFeature("ingot-http");
        features.installFeature("ingot-http");

        assertThat(etc("io.ingot.httpclient.cfg")).hasContent(ours);
    }

    @Test
    public void changedFileTakesEffectWithoutARestart() throws Exception {
        awaitThatEarlierFilesAreForgotten();
        features.installFeature("ingot-file");
        Set<Long> services = serviceIds();
        Path folder = Files.createTempDirectory(base, "elsewhere-");
        String reference = "file://" + Files.write(folder.resolve("image"), IMAGE);
        assertThat(shell().run("ingot:show " + reference)).contains("io.ingot.file/allowedPaths");

        setProperty("io.ingot.file.cfg", "allowedPaths = /var/lib/ingot/images, " + folder);

        await().until(() -> shell().run("ingot:show --json " + reference).contains("\"size\":" + IMAGE.length));
        assertThat(serviceIds()).isEqualTo(services);
    }

    /** Without it, what one test sets would be kept for the next. */
    private static void deleteConfiguration() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("karaf.etc")))) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("io.ingot."))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * File Install hears of a deleted file by and by. It deletes the configuration then, and with that the file: also a new
     * one of that name.
     */
    private void awaitThatEarlierFilesAreForgotten() {
        await().until(() -> configurations.listConfigurations("(service.pid=io.ingot.*)") == null);
    }

    private KarafState state() throws Exception {
        return KarafState.of(features, context);
    }

    private void assertThatOnlyTheNewerVersionIsInstalled() {
        assertThat(bundles())
                .isNotEmpty()
                .allMatch(bundle -> bundle.getVersion().toString().equals(NewerKar.VERSION));
    }

    private static URI kar(String property) {
        return Path.of(System.getProperty(property)).toUri();
    }

    private void fetches(String reference) throws Exception {
        String checksum = "sha256:" + Images.digest("SHA-256", IMAGE);

        assertThat(shell().run("ingot:fetch --json --checksum " + checksum + " '" + reference + "' " + destination))
                .contains("\"verified\":true");
        assertThat(destination).hasBinaryContent(IMAGE);
    }

    private Shell shell() {
        return new Shell(sessions, "admin", "manager", "viewer");
    }

    private Path etc(String name) {
        return Path.of(System.getProperty("karaf.etc"), name);
    }

    /** What an operator does with an editor. */
    private void setProperty(String file, String line) throws Exception {
        String before = Files.exists(etc(file)) ? Files.readString(etc(file)) : "";
        Files.writeString(etc(file), before + line + "\n");
    }

    /** The bundles of Ingot, without the one that brings these tests their servers. */
    private List<Bundle> bundles() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().matches("io\\.ingot\\.(?!testing)[a-z]+"))
                .toList();
    }

    private Bundle bundle(String name) {
        return bundles().stream()
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Set<Long> serviceIds() {
        Set<Long> ids = new HashSet<>();
        bundles().stream()
                .filter(bundle -> bundle.getRegisteredServices() != null)
                .flatMap(bundle -> Arrays.stream(bundle.getRegisteredServices()))
                .filter(reference -> Arrays.toString((String[]) reference.getProperty("objectClass"))
                        .contains("io.ingot."))
                .forEach(reference -> ids.add((Long) reference.getProperty("service.id")));
        return ids;
    }
}
