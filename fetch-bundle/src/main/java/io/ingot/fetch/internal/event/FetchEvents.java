// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.event;

import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.Progress;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * Publishes each fetch through Event Admin, under the topics {@code io/ingot/fetch/STARTED}, {@code PROGRESS}, {@code
 * DONE} and {@code FAILED}. The properties have types of the JDK, and contain no secrets.
 */
@Component
public final class FetchEvents implements FetchListener {
    private static final String TOPIC = "io/ingot/fetch/";

    private final EventAdmin events;

    /** Creates a publisher. */
    @Activate
    public FetchEvents(@Reference EventAdmin events) {
        this.events = events;
    }

    @Override
    public void started(Fetch fetch) {
        post("STARTED", properties(fetch));
    }

    @Override
    public void progress(Fetch fetch) {
        post("PROGRESS", properties(fetch));
    }

    @Override
    public void done(Fetch fetch, FetchedImage image) {
        Map<String, Object> properties = properties(fetch);
        properties.put("size", image.size());
        properties.put("digests", image.digests().stream().map(Object::toString).toArray(String[]::new));
        properties.put("source", image.source().name());
        properties.put("verified", image.verified());
        properties.put("stale", image.stale());
        properties.put("bytes.transferred", image.bytesTransferred());
        properties.put("bytes.reused", image.bytesReused());
        properties.put("millis", image.duration().toMillis());
        post("DONE", properties);
    }

    @Override
    public void failed(Fetch fetch, ImageException e) {
        Map<String, Object> properties = properties(fetch);
        properties.put("code", e.code().name());
        properties.put("retryable", e.retryable());
        properties.put("message", String.valueOf(e.getMessage()));
        post("FAILED", properties);
    }

    private static Map<String, Object> properties(Fetch fetch) {
        Progress progress = fetch.progress();
        Map<String, Object> properties = new HashMap<>();
        properties.put("reference", fetch.reference().toString());
        properties.put("destination", fetch.destination().toString());
        properties.put("phase", progress.phase().name());
        properties.put("bytes", progress.bytes());
        progress.total().ifPresent(total -> properties.put("total", total));
        properties.put("bytes.per.second", progress.bytesPerSecond());
        properties.put("segments", progress.segments());
        properties.put("retries", progress.retries());
        return properties;
    }

    private void post(String topic, Map<String, Object> properties) {
        events.postEvent(new Event(TOPIC + topic, properties));
    }
}
