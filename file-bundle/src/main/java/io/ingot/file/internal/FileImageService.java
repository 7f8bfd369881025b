// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal;

import static io.ingot.image.spi.Scheme.Authority.NAME;

import io.ingot.access.AccessPolicy;
import io.ingot.file.internal.path.AllowedPath;
import io.ingot.file.internal.path.FileReference;
import io.ingot.file.internal.read.FileBytes;
import io.ingot.file.internal.read.OpenFile;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Scheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Reads images that lie on this machine, where policy allows it. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
@Scheme(value = "file", authority = NAME)
public final class FileImageService implements ImageService {
    private final AllowedPath allowedPath;
    private final Clock clock;

    /** A service that this policy keeps. */
    @Activate
    public FileImageService(@Reference AccessPolicy policy) {
        this(policy, Clock.systemUTC());
    }

    FileImageService(AccessPolicy policy, Clock clock) {
        this.allowedPath = new AllowedPath(policy);
        this.clock = clock;
    }

    /** Opens the file, since only this tells whether its bytes can be had. */
    @Override
    public ImageInfo show(ImageRequest request, Call call) throws ImageException {
        try (OpenFile file = openFile(request, call)) {
            return file.describe(clock.instant());
        } catch (IOException e) {
            throw ImageException.from(e, "closing the file of " + request.reference());
        }
    }

    @Override
    public ImageSource open(ImageRequest request, ImageInfo shown, Call call) throws ImageException {
        OpenFile file = openFile(request, call);
        FileBytes bytes = new FileBytes(file);
        if (!file.matches(shown)) {
            bytes.close();
            throw ImageException.versionChange(request.reference() + " is another file than was shown");
        }
        return bytes;
    }

    private OpenFile openFile(ImageRequest request, Call call) throws ImageException {
        call.check();
        Path asked = FileReference.path(request.reference());
        Path real = allowedPath.resolve(asked);
        try {
            return OpenFile.open(real, call);
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw AllowedPath.unreachable(asked, e);
        }
    }
}
