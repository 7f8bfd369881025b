// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import io.ingot.testing.http.RawServer;
import io.ingot.testing.http.TestCertificates;
import io.ingot.testing.service.BodyView;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Rules of a body under TLS, for its views. */
abstract class TlsBodyRules extends ResponseBodyRules {
    @TempDir
    private static Path folder;

    private static TestCertificates certificates;

    TlsBodyRules(BodyView view) {
        super(view);
    }

    @BeforeAll
    static void makeKey() throws Exception {
        certificates = new TestCertificates(folder, "ip:127.0.0.1");
    }

    @BeforeEach
    void trust() {
        configure(Map.of());
    }

    @Override
    void configure(Map<String, ?> values) {
        Map<String, Object> trusting = new HashMap<>(values);
        trusting.put("caFile", certificates.pem().toString());
        super.configure(trusting);
    }

    @Override
    RawServer serving(RawServer.Script script) throws IOException {
        try {
            return new RawServer(certificates.listener("TLSv1.3"), script);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
