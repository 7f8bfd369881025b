// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import io.ingot.testing.service.BodyView;

/** Tests the channel of a body under TLS. */
class TlsBodyChannelTest extends TlsBodyRules {
    TlsBodyChannelTest() {
        super(BodyView.CHANNEL);
    }
}
