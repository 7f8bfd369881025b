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
 * The catalogue of images in OpenStack Glance (Image API v2), and of the locations of their bytes.
 *
 * <p>The bytes of an image never change once it is active (Image API v2, "image data"), so its ID is their version.
 */
@Component(configurationPid = "io.ingot.glance")
@Scheme(value = "glance", authority = NAME)
@Designate(ocd = GlanceConfig.class)
public final class GlanceImageService implements ImageService {
    private static final int OK = 200;

    private final Function<GlanceConfig, OpenStack> factory;
    private final CurrentSettings<OpenStack> openStack = new CurrentSettings<>("io.ingot.glance");

    /** Activates whether or not Glance is reachable, and even if the configuration is invalid. */
    @Activate
    public GlanceImageService(GlanceConfig config, @Reference HttpClient http) {
        this(config, configured -> OpenStackFactory.create(configured, Environment.ofThisProcess(), http));
    }

    GlanceImageService(GlanceConfig config, Function<GlanceConfig, OpenStack> factory) {
        this.factory = factory;
        modified(config);
    }

    @Modified
    void modified(GlanceConfig config) {
        openStack.update(() -> factory.apply(config));
    }

    /**
     * {@inheritDoc}
     *
     * <p>{@code ifNotModified} has no effect: Glance has no validators.
     */
    @Override
    public ImageInfo show(ImageRequest request, Call call) throws ImageException {
        OpenStack cloud = openStack.get();
        GlanceClient glance = cloud.client(request, id(request.reference()), call);
        ImageInfo info = visibleImage(cloud, glance).info();
        if (!(glance.caller() instanceof AnonymousCaller)) {
            DownloadProbe.check(glance);
        }
        return info;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Reads the metadata again, for the current locations, and to find out whether the caller's token is still
     * accepted.
     */
    @Override
    public ImageSource open(ImageRequest request, ImageInfo info, Call call) throws ImageException {
        OpenStack cloud = openStack.get();
        GlanceClient glance = cloud.client(request, id(request.reference()), call);
        GlanceImage image = visibleImage(cloud, glance);
        SameImage.check(glance.id(), info, image.info());
        return new ImageSource.Locations(cloud.locations().of(image, glance));
    }

    /** Reads an image; one that is hidden from the caller is NOT_FOUND, whatever its status. */
    private static GlanceImage visibleImage(OpenStack cloud, GlanceClient glance) throws ImageException {
        GlanceImage image = glance.get(GlanceRoute.METADATA, response -> read(glance.id(), response));
        cloud.availability().check(image, glance);
        return image;
    }

    private static GlanceImage read(String id, HttpResponse response) throws ImageException {
        if (response.status() != OK) {
            throw GlanceFailure.of(response, id);
        }
        return GlanceImage.read(id, response.body());
    }

    /** Returns the ID. The parser of references has checked that it is a UUID. */
    private static String id(ImageReference reference) throws ImageException {
        if (reference.fragment().isPresent()) {
            throw new ImageException(
                    ErrorCode.INVALID_REFERENCE,
                    reference + " has a fragment: a glance reference ends with the UUID of an image");
        }
        return reference
                .host()
                .orElseThrow(() -> new ImageException(
                        ErrorCode.INVALID_REFERENCE, "a glance reference must name an image: glance://UUID"));
    }
}
