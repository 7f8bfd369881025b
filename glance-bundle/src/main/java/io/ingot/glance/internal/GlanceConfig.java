// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The outer form of the configuration, PID {@code io.ingot.glance}. */
@ObjectClassDefinition(name = "Ingot Glance", description = "How images are found in OpenStack Glance.")
@interface GlanceConfig {
    @AttributeDefinition(
            name = "Endpoint",
            required = false,
            description = "The URL of the Image service, with or without /v2: http://glance.example:9292."
                    + " Empty: glance references cannot be resolved.")
    String endpoint() default "";
}
