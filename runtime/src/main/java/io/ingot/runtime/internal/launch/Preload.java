// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;

/**
 * Loads parts of the JDK that the bundles use when they start, on another processor while the framework begins to
 * start.
 */
final class Preload implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Preload.class);

    private Preload() {}

    /** Begins to load; returns at once. */
    static void start() {
        Thread thread = new Thread(new Preload(), "ingot-preload");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            SAXParserFactory.newInstance().newSAXParser();
            SSLContext.getInstance("TLS").init(null, new TrustManager[0], null);
        } catch (ParserConfigurationException | SAXException | GeneralSecurityException e) {
            LOG.debug("the bundles will meet the same failure", e);
        }
    }
}
