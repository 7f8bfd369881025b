// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.glance.internal.keystone.Grant;
import io.ingot.httpclient.internal.BundleHttpClient;
import io.ingot.httpclient.internal.SharedPool;
import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Location;
import io.ingot.testing.Configurations;
import io.ingot.testing.access.FakePolicy;
import io.ingot.testing.openstack.FakeSwift;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A base of tests of temporary URLs with the real HTTP client and a fake of Swift. */
abstract class SwiftFixture {
    final Call call = Call.start();
    final SetClock clock = new SetClock();
    final FakeSwift swift;
    final TemporaryUrls urls = new TemporaryUrls(
            new BundleHttpClient(new SharedPool(Configurations.of(HttpClientConfig.class), new FakePolicy())), clock);

    SwiftFixture() throws IOException {
        swift = new FakeSwift(clock, Given.KEY, Given.TOKEN);
    }

    @AfterEach
    void end() {
        call.cancel("the test is over");
        call.close();
        swift.close();
    }

    /** Signs a URL of the image {@link Given#ID}, with Swift in the catalogue. */
    final Location location(Map<String, ?> settings) throws ImageException {
        return location(settings, Given.ID, Given.grant(swift.url() + "/v1/" + Given.ACCOUNT));
    }

    final Location location(Map<String, ?> settings, String id, Grant grant) throws ImageException {
        return urls.location(Given.settings(settings), id, grant, Given.OBJECT_STORE, call);
    }
}
