// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.AbsentService;
import io.ingot.image.client.ImageServices;
import io.ingot.image.client.SchemeInfo;
import java.util.ArrayList;
import java.util.List;

/** A resolver that answers with a given result, and records its requests. */
final class FakeServices implements ImageServices {
    /** A function that answers requests. */
    interface Answer {
        ImageInfo show(ImageRequest request, Call call) throws ImageException;
    }

    final List<ImageRequest> requests = new ArrayList<>();
    List<SchemeInfo> schemes = List.of();
    List<AbsentService> absent = List.of();
    private Answer answer = (request, call) -> {
        throw new ImageException(ErrorCode.NOT_FOUND, "no image " + request.reference());
    };

    void answer(Answer next) {
        answer = next;
    }

    void answer(ImageInfo info) {
        answer = (request, call) -> info;
    }

    @Override
    public ImageInfo show(ImageRequest request, Call call) throws ImageException {
        requests.add(request);
        return answer.show(request, call);
    }

    @Override
    public List<SchemeInfo> schemes() {
        return schemes;
    }

    @Override
    public List<AbsentService> absent() {
        return absent;
    }
}
