// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import io.ingot.testing.service.BodyView;

/** Tests the stream of a body. */
class BodyStreamTest extends ResponseBodyRules {
    BodyStreamTest() {
        super(BodyView.STREAM);
    }
}
