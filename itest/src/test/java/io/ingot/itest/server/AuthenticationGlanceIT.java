// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static io.ingot.itest.felix.Instance.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import io.ingot.testing.Images;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** The authentication types, by properties and by {@code clouds.yaml}: the examples of {@code docs/glance.md}. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class AuthenticationGlanceIT {
    private static final byte[] IMAGE = Images.ofSize(1_000_033);

    @Inject
    private BundleContext context;

    private Instance ingot;
    private OpenStack cloud;
    private String image;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startOpenStack() throws Exception {
        ingot = new Instance(context);
        cloud = OpenStack.start("cloud", Map.of());
        image = cloud.glance("ironic", "service").upload(IMAGE);
    }

    @Test
    public void passwordOfAUserOfAProject() throws Exception {
        assertFetches(example("io.ingot.glance.cfg: a password"));
    }

    @Test
    public void passwordOfAUserAndAProjectByTheirIds() throws Exception {
        Map<String, Object> byId = new HashMap<>(example("io.ingot.glance.cfg: a password"));
        byId.keySet().removeIf(name -> name.endsWith("Name") || name.equals("username"));
        byId.put("userId", cloud.keystone().user("ironic"));
        byId.put("projectId", cloud.keystone().project("service"));

        assertFetches(byId);
    }

    @Test
    public void versionOfKeystoneIsOptional() throws Exception {
        Map<String, Object> unversioned = new HashMap<>(example("io.ingot.glance.cfg: a password"));
        unversioned.put("authUrl", cloud.keystone().url().replace("/v3", ""));

        assertFetches(unversioned);
    }

    @Test
    public void passwordOfAUserOfAnotherDomain() throws Exception {
        Keystone.Domain domain = cloud.keystone().newDomain();
        String tenant = cloud.keystone().newTenant(domain.id(), "member");
        image = cloud.glance(cloud.keystone().token(tenant, domain.name(), tenant))
                .upload(IMAGE);
        Map<String, Object> account = new HashMap<>(cloud.account(tenant, tenant));
        account.remove("userDomainId");
        account.put("userDomainName", domain.name());
        account.put("projectDomainId", domain.id());

        assertFetches(account);
    }

    @Test
    public void passwordOfAnAdministratorOfTheWholeSystem() throws Exception {
        assertFetches(example("io.ingot.glance.cfg: the whole system"));
    }

    @Test
    public void applicationCredentialByItsId() throws Exception {
        assertFetches(example("io.ingot.glance.cfg: an application credential"));
    }

    @Test
    public void applicationCredentialByItsNameAndUser() throws Exception {
        assertFetches(example("io.ingot.glance.cfg: an application credential by its name"));
    }

    @Test
    public void tokenOfAnotherProgram() throws Exception {
        assertFetches(example("io.ingot.glance.cfg: a token"));
    }

    @Test
    public void cloudWithAPassword() throws Exception {
        assertFetches(example("io.ingot.glance.cfg: a cloud"));
    }

    @Test
    public void cloudWithAnApplicationCredential() throws Exception {
        assertFetches(cloudOf("credential"));
    }

    @Test
    public void cloudOfTheWholeSystem() throws Exception {
        assertFetches(cloudOf("system"));
    }

    @Test
    public void cloudWithAToken() throws Exception {
        assertFetches(cloudOf("token"));
    }

    @Test
    public void propertiesOverrideTheCloud() throws Exception {
        String tenant = cloud.keystone().newTenant("member");
        image = cloud.glance(tenant, tenant).upload(IMAGE);
        Map<String, Object> mixed = new HashMap<>(cloudOf("ironic"));
        mixed.put("username", tenant);
        mixed.put("passwordFile", cloud.account(tenant, tenant).get("passwordFile"));
        mixed.put("projectName", tenant);

        assertFetches(mixed);
    }

    @Test
    public void fetchesShareOneToken() throws Exception {
        assertFetches(example("io.ingot.glance.cfg: a password"));
        long before = cloud.keystone().tokensIssuedToIngot();

        for (int i = 0; i < 5; i++) {
            fetch();
        }

        assertThat(cloud.keystone().tokensIssuedToIngot()).isEqualTo(before);
    }

    private Map<String, Object> cloudOf(String name) throws Exception {
        Map<String, Object> settings = new HashMap<>(example("io.ingot.glance.cfg: a cloud"));
        settings.put("cloud", name);
        return settings;
    }

    /** Reads an example and writes the files that it refers to. */
    private Map<String, Object> example(String title) throws Exception {
        cloud.secretFile("clouds.yaml", Example.of(cloud, "clouds.yaml").text());
        cloud.secretFile("secure.yaml", Example.of(cloud, "secure.yaml").text());
        return Example.of(cloud, title).settings();
    }

    private void assertFetches(Map<String, Object> settings) throws Exception {
        ingot.configure("io.ingot.glance", settings);
        ingot.awaitConfigured();

        FetchedImage fetched = fetch();

        assertThat(fetched.verified()).isTrue();
    }

    private FetchedImage fetch() throws Exception {
        Path destination = ingot.destination();
        FetchedImage fetched = ingot.fetcher()
                .fetch(FetchRequest.of(request(image), destination).options(FetchOptions.DEFAULT.useStore(false)))
                .join();
        assertThat(destination).hasBinaryContent(IMAGE);
        return fetched;
    }
}
