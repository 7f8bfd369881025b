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
 * Tells Event Admin of every fetch, where there is one: topics {@code io/ingot/fetch/STARTED}, {@code PROGRESS},
 * {@code DONE} and {@code FAILED}. The properties are of types of the JDK and hold no secret.
 */
@Component
public final class FetchEvents implements FetchListener {
    private static final String TOPIC = "io/ingot/fetch/";

    private final EventAdmin events;

    /** Begins to tell. */
    @Activate
    public FetchEvents(@Reference EventAdmin events) {
        this.events = events;
    }

    @Override
    public void started(Fetch fetch) {
        post("STARTED", facts(fetch));
    }

    @Override
    public void progress(Fetch fetch) {
        post("PROGRESS", facts(fetch));
    }

    @Override
    public void done(Fetch fetch, FetchedImage image) {
        Map<String, Object> facts = facts(fetch);
        facts.put("size", image.size());
        facts.put("digests", image.digests().stream().map(Object::toString).toArray(String[]::new));
        facts.put("source", image.source().name());
        facts.put("verified", image.verified());
        facts.put("stale", image.stale());
        facts.put("bytes.transferred", image.bytesTransferred());
        facts.put("bytes.reused", image.bytesReused());
        facts.put("millis", image.duration().toMillis());
        post("DONE", facts);
    }

    @Override
    public void failed(Fetch fetch, ImageException e) {
        Map<String, Object> facts = facts(fetch);
        facts.put("code", e.code().name());
        facts.put("retryable", e.retryable());
        facts.put("message", String.valueOf(e.getMessage()));
        post("FAILED", facts);
    }

    private static Map<String, Object> facts(Fetch fetch) {
        Progress progress = fetch.progress();
        Map<String, Object> facts = new HashMap<>();
        facts.put("reference", fetch.reference().toString());
        facts.put("destination", fetch.destination().toString());
        facts.put("phase", progress.phase().name());
        facts.put("bytes", progress.bytes());
        progress.total().ifPresent(total -> facts.put("total", total));
        facts.put("bytes.per.second", progress.bytesPerSecond());
        facts.put("segments", progress.segments());
        facts.put("retries", progress.retries());
        return facts;
    }

    private void post(String what, Map<String, Object> facts) {
        events.postEvent(new Event(TOPIC + what, facts));
    }
}
