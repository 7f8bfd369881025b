// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.image.GlanceImage;
import io.ingot.glance.internal.settings.GlanceConfig;
import io.ingot.glance.internal.settings.GlanceSettings;
import io.ingot.glance.internal.settings.SettingsInForce;
import io.ingot.httpclient.HttpAnswer;
import io.ingot.httpclient.HttpAsk;
import io.ingot.httpclient.HttpExchanges;
import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Location;
import io.ingot.image.spi.Scheme;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A catalogue: knows the images of OpenStack Glance by the Image API v2, and that their bytes lie at its file route.
 *
 * <p>The bytes of an image never change once it is active (Image API v2, "image data"), so its id is their version.
 */
@Component(configurationPid = "io.ingot.glance")
@Scheme("glance")
@Designate(ocd = GlanceConfig.class)
public final class GlanceImageService implements ImageService {
    private final HttpExchanges http;
    private final SettingsInForce<GlanceSettings> settings = new SettingsInForce<>();

    /** Ready, whether or not Glance is. */
    @Activate
    public GlanceImageService(GlanceConfig config, @Reference HttpExchanges http) {
        this.http = http;
        settings.read(() -> GlanceSettings.of(config));
    }

    @Modified
    void modified(GlanceConfig config) {
        settings.read(() -> GlanceSettings.of(config));
    }

    /** What is known changes nothing: Glance has no validators, and an image that it shows is the one that it was. */
    @Override
    public ImageInfo show(ImageRequest request, Call call) throws ImageException {
        GlanceSettings now = settings.get();
        String id = id(request.reference());
        Optional<Credentials> caller = GlanceCredentials.of(request);
        HttpAsk metadata = GlanceAsk.of(request, now.metadata(id))
                .header("Accept", "application/json")
                .as(caller);
        ImageInfo info = metadata(id, metadata, call).info();
        if (caller.isPresent()) {
            DownloadProbe.check(http, id, GlanceAsk.of(request, now.file(id)).as(caller), call);
        }
        return info;
    }

    @Override
    public ImageSource open(ImageRequest request, ImageInfo shown, Call call) throws ImageException {
        Location file = Location.of(settings.get().file(id(request.reference())));
        return new ImageSource.Elsewhere(
                List.of(GlanceCredentials.of(request).map(file::as).orElse(file)));
    }

    private GlanceImage metadata(String id, HttpAsk ask, Call call) throws ImageException {
        try (HttpAnswer answer = http.send(ask, call)) {
            if (answer.status() != 200) {
                throw GlanceFailure.of(answer, id);
            }
            return GlanceImage.read(id, answer.body());
        }
    }

    /** The parser of references has seen to it that this is a UUID. */
    private static String id(ImageReference reference) throws ImageException {
        return reference
                .host()
                .orElseThrow(() -> new ImageException(
                        ErrorCode.INVALID_REFERENCE, "a glance reference names an image: glance://UUID"));
    }
}
