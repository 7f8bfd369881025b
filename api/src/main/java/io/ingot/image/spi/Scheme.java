// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

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

    /** The schemes, lower case: {@code {"http", "https"}}. */
    @Attribute("scheme")
    String[] value();
}
