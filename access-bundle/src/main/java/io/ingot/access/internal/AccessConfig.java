// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        pid = "io.ingot.access",
        name = "Ingot access",
        description = "Which schemes, hosts, addresses and checksums are allowed.")
@interface AccessConfig {
    @AttributeDefinition(
            name = "Schemes",
            required = false,
            description = "The schemes of references that are allowed. Empty: every one that a service answers.")
    String[] schemes() default {};

    @AttributeDefinition(
            name = "Allowed hosts",
            required = false,
            description =
                    "The only hosts that may be asked: mirror.example, *.example (all below it) or an address. Empty: all"
                            + " that are not refused. No redirect or location of a server leads inwards, from a public"
                            + " address to a private one, or from either to this machine, unless this list names its"
                            + " host.")
    String[] allowedHosts() default {};

    @AttributeDefinition(
            name = "Refused hosts",
            required = false,
            description = "Hosts that are never asked, in the same form as the allowed ones. This list wins.")
    String[] refusedHosts() default {};

    @AttributeDefinition(
            name = "Refused addresses",
            required = false,
            description =
                    "Addresses and blocks (CIDR) to which no connection is made, whatever the host name. The default:"
                            + " link-local, multicast, broadcast and unspecified addresses, and the metadata services"
                            + " of clouds. A list that you set replaces it.")
    String[] refusedAddresses() default {
        "0.0.0.0/8",
        "169.254.0.0/16",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "224.0.0.0/4",
        "255.255.255.255",
        "::",
        "fe80::/10",
        "fd00:ec2::254",
        "fd20:ce::254",
        "ff00::/8"
    };

    @AttributeDefinition(
            name = "Allowed addresses",
            required = false,
            description = "Exceptions from the refused addresses: addresses and blocks (CIDR).")
    String[] allowedAddresses() default {};

    @AttributeDefinition(
            name = "Allow weak checksums",
            description =
                    "Whether a caller may give an MD5 or SHA-1 checksum. An attacker can make other bytes that match"
                            + " one.")
    boolean allowWeakChecksums() default false;
}
