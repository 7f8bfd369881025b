// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import static io.ingot.access.internal.config.ConfigOf.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import io.ingot.access.AccessPolicy;
import io.ingot.access.AccessRule;
import io.ingot.access.internal.config.ConfigOf;
import io.ingot.image.AddressScope;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.spi.Scheme;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorPolicyTest {
    private static final Path HOME = Path.of("/srv/ingot");
    private static final Map<String, Object> FIRST = Map.of("service.id", 1L);
    private static final Map<String, Object> SECOND = Map.of("service.id", 2L);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.1.1",
                "fe80::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "100.100.100.200",
                "168.63.129.16",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "224.0.0.1",
                "239.255.255.250",
                "ff02::1",
                "255.255.255.255",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1"
            })
    void specialAddressesAreRefusedByDefault(String address) throws UnknownHostException {
        InetAddress refused = address(address);

        assertThat(refusal(() -> policy(Map.of(), Map.of()).checkAddress("a.example", refused)))
                .contains("io.ingot.access/refusedAddresses", "io.ingot.access/allowedAddresses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "192.168.0.9", "172.16.0.1", "fd00::9", "203.0.113.7"})
    void localMirrorsAreAllowedByDefault(String address) throws UnknownHostException {
        InetAddress allowed = address(address);

        assertThatCode(() -> policy(Map.of(), Map.of()).checkAddress("a.example", allowed))
                .doesNotThrowAnyException();
    }

    @Test
    void inwardRedirectsAreRefusedByDefaultAndAllowedForListedHosts() throws UnknownHostException {
        InetAddress inner = address("10.1.2.3");
        AccessPolicy policy = policy(Map.of(), Map.of());
        AccessPolicy naming = policy(Map.of("allowedHosts", list("inner.example")), Map.of());

        assertThat(refusal(() -> policy.checkAddress("inner.example", inner, AddressScope.PUBLIC)))
                .contains("io.ingot.access/allowedHosts");
        assertThatCode(() -> policy.checkAddress("inner.example", inner, AddressScope.PRIVATE))
                .doesNotThrowAnyException();
        assertThatCode(() -> naming.checkAddress("inner.example", inner, AddressScope.PUBLIC))
                .doesNotThrowAnyException();
        assertThat(refusal(() -> naming.checkAddress("inner.example", address("169.254.1.1"), AddressScope.HOST)))
                .contains("io.ingot.access/refusedAddresses");
    }

    @Test
    void imageFoldersAreAllowedByDefault() throws ImageException {
        AccessPolicy policy = policy(Map.of(), Map.of());

        policy.checkFile(Path.of("/var/lib/ingot/images/a"));
        policy.checkFile(HOME.resolve("images/a"));
        assertThat(refusal(() -> policy.checkFile(HOME.resolve("etc/a")))).contains("io.ingot.file/allowedPaths");
    }

    @Test
    void sizesAreAllowedAndWeakChecksumsRefusedByDefault() throws ImageException {
        AccessPolicy policy = policy(Map.of(), Map.of());

        policy.checkSize(Long.MAX_VALUE);
        policy.checkAlgorithm("sha256");
        assertThat(refusal(() -> policy.checkAlgorithm("md5"))).contains("io.ingot.access/allowWeakChecksums");
    }

    @Test
    void listInACfgFileIsSplit() {
        AccessPolicy policy = policy(
                Map.of("schemes", list("http, https"), "refusedAddresses", list("10.0.0.0/8,::1")),
                Map.of("allowedPaths", list("/a,/b\\,c")));

        assertThatCode(() -> {
                    policy.checkReference(ImageReference.parse("https://x/"));
                    policy.checkFile(Path.of("/a/x"));
                    policy.checkFile(Path.of("/b,c/x"));
                })
                .doesNotThrowAnyException();
        assertThat(refusal(() -> policy.checkReference(ImageReference.parse("ftp://x/"))))
                .contains("schemes");
        assertThat(refusal(() -> policy.checkAddress("x", address("::1")))).contains("refusedAddresses");
        assertThat(refusal(() -> policy.checkFile(Path.of("/b/x")))).contains("allowedPaths");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glance://other/733d1c44-a2ea-414b-aca7-69decf20d810",
                "733d1c44-a2ea-414b-aca7-69decf20d810",
                "s3://127.0.0.1/key",
                "file://localhost/a"
            })
    void nameIsNotCheckedAsAHost(String text) throws ImageException {
        AccessPolicy policy = policy(
                Map.of("allowedHosts", list("mirror.example"), "refusedAddresses", list("127.0.0.0/8")), Map.of());
        ImageReference reference = ImageReference.parse(text);

        assertThatCode(() -> policy.checkReference(reference, Scheme.Authority.NAME))
                .doesNotThrowAnyException();
        reference
                .host()
                .ifPresent(host -> assertThat(refusal(() -> policy.checkReference(reference, Scheme.Authority.HOST)))
                        .contains(host));
    }

    @Test
    void schemeIsCheckedForAuthoritiesThatAreNames() {
        AccessPolicy policy = policy(Map.of("schemes", list("https")), Map.of());

        assertThat(refusal(() -> policy.checkReference(ImageReference.parse("s3://bucket/key"), Scheme.Authority.NAME)))
                .contains("io.ingot.access/schemes");
    }

    @Test
    @DisplayName("F-06: an empty allowedPaths refuses all files")
    void emptyListOfPathsIsNotTheDefault() {
        AccessPolicy policy = policy(Map.of(), Map.of("allowedPaths", list("")));

        assertThat(refusal(() -> policy.checkFile(Path.of("/var/lib/ingot/images/a"))))
                .contains("allowedPaths");
    }

    @Test
    void invalidInitialSettingsRefuseEverythingAndNameTheProperty() {
        try (Log log = new Log()) {
            OperatorPolicy policy = policy(Map.of("refusedAddresses", list("metadata")), Map.of());

            assertThat(log.at(Level.ERROR)).singleElement().asString().contains("io.ingot.access/refusedAddresses");
            for (ThrowingCallable question : List.<ThrowingCallable>of(
                    () -> policy.checkReference(ImageReference.parse("http://x/")),
                    () -> policy.checkAddress("x", address("192.0.2.1")),
                    () -> policy.checkFile(Path.of("/var/lib/ingot/images/a")),
                    () -> policy.checkSize(1),
                    () -> policy.checkAlgorithm("sha256"))) {
                ImageException refusal = catchThrowableOfType(ImageException.class, question);
                assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
                assertThat(refusal).hasMessageContaining("io.ingot.access/refusedAddresses");
            }
        }
    }

    @Test
    void settingsCanBeCorrectedOneByOne() throws ImageException {
        FilePolicy files = files(Map.of("allowedPaths", list("images")));
        OperatorPolicy policy = new OperatorPolicy(access(Map.of("refusedAddresses", list("metadata"))), files);

        policy.modified(access(Map.of()));
        ImageException refusal = catchThrowableOfType(ImageException.class, () -> policy.checkSize(1));
        assertThat(refusal).hasMessageContaining("io.ingot.file/allowedPaths");

        files.modified(file(Map.of()));
        policy.checkSize(1);
    }

    @Test
    void newSettingsApplyImmediately() throws ImageException {
        OperatorPolicy policy = policy(Map.of(), Map.of());
        policy.checkReference(ImageReference.parse("http://x/"));

        policy.modified(access(Map.of("schemes", list("https"))));

        assertThat(refusal(() -> policy.checkReference(ImageReference.parse("http://x/"))))
                .contains("schemes");
    }

    @Test
    void invalidNewSettingsChangeNothingAndAreLogged() {
        OperatorPolicy policy = policy(Map.of("schemes", list("https")), Map.of());

        try (Log log = new Log()) {
            policy.modified(access(Map.of("schemes", list("://"))));

            assertThat(log.at(Level.ERROR)).singleElement().asString().contains("io.ingot.access/schemes");
        }
        assertThat(refusal(() -> policy.checkReference(ImageReference.parse("http://x/"))))
                .contains("schemes");
    }

    @Test
    void invalidNewPathsChangeNothingAndAreLogged() throws ImageException {
        FilePolicy files = files(Map.of("allowedPaths", list("/srv/a")));
        OperatorPolicy policy = new OperatorPolicy(access(Map.of()), files);

        try (Log log = new Log()) {
            files.modified(file(Map.of("allowedPaths", list("/srv/../etc"))));

            assertThat(log.at(Level.ERROR)).singleElement().asString().contains("io.ingot.file/allowedPaths");
        }
        policy.checkFile(Path.of("/srv/a/x"));
        assertThat(refusal(() -> policy.checkFile(Path.of("/srv/x")))).contains("allowedPaths");
    }

    @Test
    void lessSafeSettingCausesOneWarning() {
        Map<String, Object> weak = Map.of("allowWeakChecksums", true);
        try (Log log = new Log()) {
            OperatorPolicy policy = policy(Map.of(), Map.of());
            assertThat(log.at(Level.WARN)).isEmpty();

            policy.modified(access(weak));
            policy.modified(access(weak));

            assertThat(log.at(Level.WARN)).singleElement().asString().contains("allowWeakChecksums");
        }
    }

    @Test
    void registeredRuleAppliesWhileItIsRegistered() throws ImageException {
        OperatorPolicy policy = policy(Map.of(), Map.of());
        policy.bindRule(refusing("too large by far"), FIRST);

        ImageException refusal = catchThrowableOfType(ImageException.class, () -> policy.checkSize(7));
        assertThat(refusal.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(refusal).hasMessage("too large by far");

        policy.unbindRule(FIRST);
        policy.checkSize(7);
    }

    @Test
    void rulesThatAllowDoNotOverrideRefusals() {
        OperatorPolicy policy = policy(Map.of("schemes", list("https")), Map.of());
        policy.bindRule(new AccessRule() {}, FIRST);

        assertThat(refusal(() -> policy.checkReference(ImageReference.parse("http://x/"))))
                .contains("schemes");
    }

    @Test
    void replacementBoundBeforeOldIsUnboundSurvives() {
        OperatorPolicy policy = policy(Map.of(), Map.of());
        policy.bindRule(refusing("old"), FIRST);
        policy.bindRule(refusing("new"), SECOND);
        policy.unbindRule(FIRST);
        policy.unbindRule(FIRST);

        assertThat(refusal(() -> policy.checkSize(1))).isEqualTo("new");
    }

    @Test
    void everyCheckReachesRegisteredRules() throws ImageException, UnknownHostException {
        List<String> checks = new ArrayList<>();
        OperatorPolicy policy = policy(Map.of(), Map.of());
        policy.bindRule(recording(checks), FIRST);

        policy.checkReference(ImageReference.parse("http://x/"));
        policy.checkAddress("x", address("192.0.2.1"));
        policy.checkFile(HOME.resolve("images/a"));
        policy.checkSize(5);
        policy.checkAlgorithm("sha256");

        assertThat(checks).containsExactly("http://x/", "x 192.0.2.1", HOME + "/images/a", "5", "sha256");
    }

    @Test
    void registeredRulesDoNotSeeRefusedRequests() {
        List<String> checks = new ArrayList<>();
        OperatorPolicy policy = policy(Map.of(), Map.of());
        policy.bindRule(recording(checks), FIRST);

        assertThat(refusal(() -> policy.checkFile(Path.of("/etc/shadow")))).contains("/etc");
        assertThat(checks).isEmpty();
    }

    @Test
    void failingRuleRefusesWithItsName() {
        OperatorPolicy policy = policy(Map.of(), Map.of());
        policy.bindRule(new BrokenRule(), FIRST);

        try (Log log = new Log()) {
            assertThat(refusal(() -> policy.checkSize(1)))
                    .contains(BrokenRule.class.getName(), "IllegalStateException");
            assertThat(log.at(Level.WARN)).singleElement().asString().contains(BrokenRule.class.getName());
        }
        assertThat(refusal(() -> policy.checkAlgorithm("sha256")))
                .contains(BrokenRule.class.getName(), "NoClassDefFoundError");
        assertThat(refusal(() -> policy.checkReference(ImageReference.parse("http://x/"))))
                .contains(BrokenRule.class.getName(), "NOT_AUTHORIZED: no licence");
    }

    @Test
    void exceptionOfARuleIsDetached() {
        OperatorPolicy policy = policy(Map.of(), Map.of());
        ImageException thrown =
                new ImageException(ErrorCode.REFUSED_BY_POLICY, "no", new IllegalStateException("foreign"));
        policy.bindRule(
                new AccessRule() {
                    @Override
                    public void checkSize(long bytes) throws ImageException {
                        throw thrown;
                    }
                },
                FIRST);

        ImageException refusal = catchThrowableOfType(ImageException.class, () -> policy.checkSize(1));

        assertThat(refusal).isNotSameAs(thrown).hasMessage("no").hasNoCause();
        assertThat(refusal.getSuppressed()).isEmpty();
    }

    @Test
    void checksContinueWhileRulesComeAndGo() throws Exception {
        OperatorPolicy policy = policy(Map.of(), Map.of());
        CountDownLatch started = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> churn = threads.submit(() -> {
                for (int i = 0; i < 2_000; i++) {
                    policy.bindRule(new AccessRule() {}, Map.of("service.id", (long) i));
                    started.countDown();
                    policy.unbindRule(Map.of("service.id", (long) i));
                }
                return 2_000;
            });
            started.await();
            do {
                policy.checkSize(1);
            } while (!churn.isDone());

            assertThat(churn.get()).isEqualTo(2_000);
        } finally {
            threads.shutdownNow();
        }
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    private static String refusal(ThrowingCallable question) {
        ImageException refusal = catchThrowableOfType(ImageException.class, question);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        return refusal.getMessage();
    }

    private static OperatorPolicy policy(Map<String, ?> access, Map<String, ?> file) {
        return new OperatorPolicy(access(access), files(file));
    }

    private static FilePolicy files(Map<String, ?> values) {
        return new FilePolicy(HOME, file(values));
    }

    private static AccessConfig access(Map<String, ?> values) {
        return ConfigOf.with(AccessConfig.class, values);
    }

    private static FileConfig file(Map<String, ?> values) {
        return ConfigOf.with(FileConfig.class, values);
    }

    private static AccessRule refusing(String message) {
        return new AccessRule() {
            @Override
            public void checkSize(long bytes) throws ImageException {
                throw new ImageException(ErrorCode.REFUSED_BY_POLICY, message);
            }
        };
    }

    private static AccessRule recording(List<String> checks) {
        return new AccessRule() {
            @Override
            public void checkReference(ImageReference reference) {
                checks.add(reference.toString());
            }

            @Override
            public void checkAddress(String host, InetAddress address) {
                checks.add(host + " " + address.getHostAddress());
            }

            @Override
            public void checkFile(Path real) {
                checks.add(real.toString());
            }

            @Override
            public void checkSize(long bytes) {
                checks.add(String.valueOf(bytes));
            }

            @Override
            public void checkAlgorithm(String algorithm) {
                checks.add(algorithm);
            }
        };
    }

    private static final class BrokenRule implements AccessRule {
        @Override
        public void checkReference(ImageReference reference) throws ImageException {
            throw new ImageException(ErrorCode.NOT_AUTHORIZED, "no licence");
        }

        @Override
        public void checkSize(long bytes) {
            throw new IllegalStateException("the bundle has left");
        }

        @Override
        public void checkAlgorithm(String algorithm) {
            throw new NoClassDefFoundError("gone");
        }
    }
}
