// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import io.ingot.testing.service.BodyView;

/** Tests the stream of a body under TLS. */
class TlsBodyStreamTest extends TlsBodyRules {
    TlsBodyStreamTest() {
        super(BodyView.STREAM);
    }
}
