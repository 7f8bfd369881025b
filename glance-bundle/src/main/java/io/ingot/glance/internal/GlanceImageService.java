// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import static io.ingot.image.spi.Scheme.Authority.NAME;

import io.ingot.common.settings.CurrentSettings;
import io.ingot.glance.internal.caller.AnonymousCaller;
import io.ingot.glance.internal.client.DownloadProbe;
import io.ingot.glance.internal.client.GlanceClient;
import io.ingot.glance.internal.client.GlanceFailure;
import io.ingot.glance.internal.client.GlanceRoute;
import io.ingot.glance.internal.cloud.Environment;
import io.ingot.glance.internal.image.GlanceImage;
import io.ingot.glance.internal.settings.GlanceConfig;
import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Scheme;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A catalogue: knows the images of OpenStack Glance by the Image API v2, and where their bytes lie.
 *
 * <p>The bytes of an image never change once it is active (Image API v2, "image data"), so its id is their version.
 */
@Component(configurationPid = "io.ingot.glance")
@Scheme(value = "glance", authority = NAME)
@Designate(ocd = GlanceConfig.class)
public final class GlanceImageService implements ImageService {
    private static final int OK = 200;

    private final Function<GlanceConfig, OpenStack> factory;
    private final CurrentSettings<OpenStack> openStack = new CurrentSettings<>("io.ingot.glance");

    /** Ready, whether or not Glance is. */
    @Activate
    public GlanceImageService(GlanceConfig config, @Reference HttpClient http) {
        this(config, configured -> OpenStackFactory.create(configured, Environment.ofThisProcess(), http));
    }

    GlanceImageService(GlanceConfig config, Function<GlanceConfig, OpenStack> reading) {
        this.factory = reading;
        modified(config);
    }

    @Modified
    void modified(GlanceConfig config) {
        openStack.update(() -> factory.apply(config));
    }

    /** What is known changes nothing: Glance has no validators, and an image that it shows is the one that it was. */
    @Override
    public ImageInfo show(ImageRequest request, Call call) throws ImageException {
        OpenStack now = openStack.get();
        GlanceClient glance = now.client(request, id(request.reference()), call);
        ImageInfo info = visibleImage(now, glance).info();
        if (!(glance.caller() instanceof AnonymousCaller)) {
            DownloadProbe.check(glance);
        }
        return info;
    }

    /** Asks for the metadata once more: they tell where the bytes lie now, and whether the caller's token is good still. */
    @Override
    public ImageSource open(ImageRequest request, ImageInfo shown, Call call) throws ImageException {
        OpenStack now = openStack.get();
        GlanceClient glance = now.client(request, id(request.reference()), call);
        GlanceImage image = visibleImage(now, glance);
        SameImage.check(glance.id(), shown, image.info());
        return new ImageSource.Locations(now.locations().of(image, glance));
    }

    /** What is hidden is not there: nothing is said of its state. */
    private static GlanceImage visibleImage(OpenStack now, GlanceClient glance) throws ImageException {
        GlanceImage image = glance.get(GlanceRoute.METADATA, answer -> read(glance.id(), answer));
        now.availability().check(image, glance);
        return image;
    }

    private static GlanceImage read(String id, HttpResponse answer) throws ImageException {
        if (answer.status() != OK) {
            throw GlanceFailure.of(answer, id);
        }
        return GlanceImage.read(id, answer.body());
    }

    /** The parser of references has seen to it that this is a UUID. */
    private static String id(ImageReference reference) throws ImageException {
        if (reference.fragment().isPresent()) {
            throw new ImageException(
                    ErrorCode.INVALID_REFERENCE,
                    "a glance reference ends in the UUID of an image, and that of " + reference
                            + " has a fragment behind it");
        }
        return reference
                .host()
                .orElseThrow(() -> new ImageException(
                        ErrorCode.INVALID_REFERENCE, "a glance reference names an image: glance://UUID"));
    }
}
