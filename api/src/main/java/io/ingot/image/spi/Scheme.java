// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import io.ingot.image.ImageReference;
import io.ingot.image.Origin;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says which URI schemes a component answers: it writes the service property {@value ImageService#SCHEME}, and a
 * capability of the namespace {@value #NAMESPACE} into the bundle's manifest, by which the door knows whom to wait for
 * while the service is not there.
 */
@ComponentPropertyType
@Capability(namespace = Scheme.NAMESPACE)
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Scheme {
    /** The namespace of the capability; its attribute {@code scheme} is a {@code List<String>}. */
    String NAMESPACE = "io.ingot.image.service";

    /** What the authority of a reference names, RFC 3986 §3.2. */
    enum Authority {
        /** A host of the network: policy checks it, and credentials that are configured for it are handed over. */
        HOST,
        /** Something else: an image, a cloud, this machine. The service alone knows what it leads to. */
        NAME;

        /** The origin of a reference of such a scheme: one of its own for each host; one for the whole scheme without hosts. */
        public Origin origin(ImageReference reference) {
            return this == NAME ? Origin.ofScheme(reference.scheme()) : reference.origin();
        }
    }

    /** The schemes, lower case: {@code {"http", "https"}}. */
    @Attribute("scheme")
    String[] value();

    /**
     * What the authority of their references names; written as the service property {@value ImageService#AUTHORITY}. A
     * service without that property has {@link Authority#HOST}.
     */
    Authority authority() default Authority.HOST;
}
