// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.cloud.Cloud;
import io.ingot.glance.internal.keystone.Account;
import io.ingot.glance.internal.keystone.Identity;
import io.ingot.glance.internal.keystone.KeystoneName;
import io.ingot.glance.internal.keystone.ServiceFilter;
import io.ingot.glance.internal.keystone.TokenScope;
import io.ingot.glance.internal.settings.Configs;
import io.ingot.glance.internal.settings.GlanceSettings;
import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An image service with fakes of Glance and Keystone. */
final class Stage {
    static final String ID = "733d1c44-a2ea-414b-aca7-69decf20d810";
    /** The deadline of callers whose server hangs: the service waits for half of it, and the rest is ample. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    static final String SHA512 = "ab".repeat(64);
    static final String ACTIVE = """
            {"id": "%s", "name": "debian", "status": "active", "visibility": "public", "owner": null,
             "size": 1234, "disk_format": "qcow2", "container_format": "bare",
             "updated_at": "2026-01-31T12:00:00Z", "os_hash_algo": "sha512", "os_hash_value": "%s"}
            """.formatted(ID, SHA512);

    final FakeGlance glance = new FakeGlance();
    final FakeSession session = new FakeSession();
    final List<String> signed = new ArrayList<>();
    SwiftSource swift = (id, call) -> {
        signed.add(id);
        return Location.of(ImageReference.parse("https://swift.test/v1/AUTH_p/glance/" + id + "?temp_url_sig=s3cret"));
    };

    private final Map<String, ?> settings;
    private final boolean account;
    private List<String> endpoints = List.of(FakeGlance.ENDPOINT);

    private Stage(Map<String, ?> settings, boolean account) {
        this.settings = settings;
        this.account = account;
        active(ACTIVE).glance.file(ID, 206);
    }

    static Stage anonymous() {
        return new Stage(Map.of(), false);
    }

    static Stage withAccount() {
        return of(Map.of());
    }

    /** Creates a service with an account and these settings. */
    static Stage of(Map<String, ?> settings) {
        return new Stage(settings, true);
    }

    /** Sets the endpoints; without any, the catalogue's is used. */
    Stage at(String... others) {
        endpoints = List.of(others);
        return this;
    }

    Stage active(String document) {
        glance.metadata(ID, 200, document);
        return this;
    }

    /** The metadata of an active image, with other attributes in place of the visibility and owner. */
    static String with(String attributes) {
        return ACTIVE.replace("\"visibility\": \"public\", \"owner\": null", attributes);
    }

    /** Creates a service that has not sent anything yet. */
    GlanceImageService service() {
        Cloud cloud = new Cloud(
                account ? Optional.of(account()) : Optional.empty(),
                new ServiceFilter("image", List.of("internal", "public"), Optional.empty()),
                endpoints.stream().map(Stage::reference).toList());
        OpenStack openStack = new OpenStack(
                glance, GlanceSettings.of(Configs.with(settings)), new CachedCloud(() -> cloud), session, swift);
        return new GlanceImageService(Configs.with(Map.of()), config -> openStack);
    }

    ImageInfo show(ImageRequest request) throws ImageException {
        try (Call call = Call.start()) {
            return service().show(request, call);
        }
    }

    ImageInfo show() throws ImageException {
        return show(request());
    }

    List<Location> locations(ImageRequest request, ImageInfo info) throws ImageException {
        try (Call call = Call.start()) {
            return locations(request, info, call);
        }
    }

    List<Location> locations(Call call) throws ImageException {
        return locations(request(), ImageInfo.builder().build(), call);
    }

    private List<Location> locations(ImageRequest request, ImageInfo info, Call call) throws ImageException {
        try (ImageSource source = service().open(request, info, call)) {
            return ((ImageSource.Locations) source).locations();
        }
    }

    List<Location> locations() throws ImageException {
        return locations(request(), ImageInfo.builder().build());
    }

    static ImageRequest request() {
        return ImageRequest.of(reference(ID));
    }

    static ImageRequest requestWith(String token) {
        return request().as(new Credentials.Token(Secret.of(token)));
    }

    static ImageReference reference(String text) {
        try {
            return ImageReference.parse(text);
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }

    private static Account account() {
        KeystoneName user = new KeystoneName(Optional.of("u"), Optional.empty(), Optional.empty());
        return new Account(
                reference("http://keystone.test/v3"),
                new Identity.Password(user, () -> Secret.of("pw")),
                new TokenScope.Inherited());
    }
}
