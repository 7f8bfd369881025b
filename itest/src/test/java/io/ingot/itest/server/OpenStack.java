// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cloud of Keystone and Glance, and of Swift where that is wanted, whose catalogue names them. Its projects, users and
 * roles are told in {@code itest/servers/README.md}. It ends with this JVM; until then it is found again by its name.
 */
public final class OpenStack {
    private final Keystone keystone;
    private final Server glance;
    private final String swiftUrl;
    private final String swiftAccount;

    private OpenStack(Server keystone, Server glance) {
        this.keystone = new Keystone(keystone);
        this.glance = glance;
        this.swiftUrl = "http://127.0.0.1:" + keystone.value("KEYSTONE_SWIFT_PORT");
        this.swiftAccount = "AUTH_" + keystone.value("KEYSTONE_PROJECT_SERVICE");
    }

    /** Starts a cloud whose images lie in files; the options are those of the scripts, each named after its script. */
    public static OpenStack start(String name, Map<String, String> options) throws Exception {
        Server keystone = startKeystone(name, options);
        return new OpenStack(keystone, startGlance(name, keystone, in(keystone, of("GLANCE_", options))));
    }

    /**
     * Starts a cloud whose images lie in Swift; the options are those of the scripts, each named after its script. Only
     * what runs with other options is started anew.
     */
    public static OpenStack startWithSwift(String name, Map<String, String> options) throws Exception {
        Server keystone = startKeystone(name, options);
        Server swift = Server.start(
                "swift.sh",
                name + "-swift",
                keystone.value("KEYSTONE_SWIFT_PORT"),
                in(keystone, of("SWIFT_", options)));
        Map<String, String> more = in(keystone, of("GLANCE_", options));
        more.put("SWIFT_DIR", swift.folder().toString());
        return new OpenStack(keystone, startGlance(name, keystone, more));
    }

    private static Server startKeystone(String name, Map<String, String> options) throws Exception {
        return Server.start("keystone.sh", name + "-keystone", of("KEYSTONE_", options));
    }

    private static Server startGlance(String name, Server keystone, Map<String, String> options) throws Exception {
        return Server.start("glance.sh", name + "-glance", keystone.value("KEYSTONE_GLANCE_PORT"), options);
    }

    private static Map<String, String> of(String prefix, Map<String, String> options) {
        Map<String, String> some = new TreeMap<>(options);
        some.keySet().removeIf(option -> !option.startsWith(prefix));
        return some;
    }

    private static Map<String, String> in(Server keystone, Map<String, String> options) {
        Map<String, String> more = new TreeMap<>(options);
        more.put("KEYSTONE_DIR", keystone.folder().toString());
        return more;
    }

    /** Its Keystone. */
    public Keystone keystone() {
        return keystone;
    }

    /** Where its Glance is. */
    public String glanceUrl() {
        return glance.value("GLANCE_URL");
    }

    /** Where the images of its Glance lie, unless it is in Swift. */
    Path imageFolder() {
        return Path.of(glance.value("GLANCE_IMAGE_DIR"));
    }

    /** Where its Swift is, without a path. */
    String swiftUrl() {
        return swiftUrl;
    }

    /** The account in which its Glance keeps images. */
    String swiftAccount() {
        return swiftAccount;
    }

    /** Its Glance, to a user of a project. */
    public Glance glance(String user, String project) throws Exception {
        return glance(keystone.token(user, project));
    }

    /** Its Glance, to the holder of a token. */
    public Glance glance(String token) {
        return new Glance(glanceUrl(), token);
    }

    /** The settings of {@code io.ingot.glance} by which Ingot is a user of a project. */
    public Map<String, Object> account(String user, String project) throws IOException {
        return Map.of(
                "authUrl",
                keystone.url(),
                "username",
                user,
                "userDomainId",
                "default",
                "passwordFile",
                secretFile(user + ".password", Keystone.password(user)).toString(),
                "projectName",
                project,
                "projectDomainId",
                "default");
    }

    /** A file that holds a secret, for nobody else to read. */
    Path secretFile(String name, String secret) throws IOException {
        Path file = secrets().resolve(name);
        Files.writeString(file, secret + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** The folder of such files. */
    public Path secrets() throws IOException {
        return Files.createDirectories(glance.folder().resolve("secrets"));
    }

    /**
     * A request for an image that Glance has answered.
     *
     * @param path what follows the id of the image
     * @param bytes how many of the answer were sent, its header among them
     */
    public record Asked(String method, String path, int status, long bytes) {}

    /** What Glance was asked of an image, in the order in which the answers ended; the last may be missing for a moment. */
    public Stream<Asked> asked(String id) throws IOException {
        return AccessLog.of(glance.value("GLANCE_LOG"))
                .matching("\"(\\w+) /v2/images/" + Pattern.quote(id) + "(\\S*) HTTP/1\\.1\" (\\d+) (\\d+)")
                .map(line -> new Asked(
                        line.group(1), line.group(2), Integer.parseInt(line.group(3)), Long.parseLong(line.group(4))));
    }
}
