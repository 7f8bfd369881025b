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
 * Declares the URI schemes that a component answers. It writes the service property {@value ImageService#SCHEME}, and a
 * capability of the namespace {@value #NAMESPACE} into the manifest of the bundle, by which the resolver knows that a
 * service is expected while it is not registered.
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
        /** A network host: the policy checks it, and configured credentials are added to requests. */
        HOST,
        /** Something else: an image, a cloud, this machine. Only the service can interpret it. */
        NAME;

        /**
         * Returns the origin of a reference of such a scheme: that of its host, or a single one for a scheme without
         * hosts.
         */
        public Origin origin(ImageReference reference) {
            return this == NAME ? Origin.ofScheme(reference.scheme()) : reference.origin();
        }
    }

    /** The schemes, in lower case: {@code {"http", "https"}}. */
    @Attribute("scheme")
    String[] value();

    /** What the authority of their references names: the service property {@value ImageService#AUTHORITY}. */
    Authority authority() default Authority.HOST;
}
