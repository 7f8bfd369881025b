// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.build;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The properties of a PID in Metatype.
 *
 * @param pid the PID, or the factory PID
 * @param factory whether it is a factory PID
 * @param defaults the default of each property; empty if it has none
 */
record Settings(String pid, boolean factory, Map<String, String> defaults) {
    /** Reads a Metatype document. */
    static Stream<Settings> in(Document document) {
        List<Element> classes = PackagedBundle.elements(document.getElementsByTagName("OCD"));
        return PackagedBundle.elements(document.getElementsByTagName("Designate")).stream()
                .map(designate -> of(designate, classes));
    }

    private static Settings of(Element designate, List<Element> classes) {
        String factoryPid = designate.getAttribute("factoryPid");
        String pid = factoryPid.isEmpty() ? designate.getAttribute("pid") : factoryPid;
        String described = PackagedBundle.elements(designate.getElementsByTagName("Object"))
                .get(0)
                .getAttribute("ocdref");
        Map<String, String> defaults = new TreeMap<>();
        classes.stream()
                .filter(each -> each.getAttribute("id").equals(described))
                .flatMap(each -> PackagedBundle.elements(each.getElementsByTagName("AD")).stream())
                .forEach(each -> defaults.put(each.getAttribute("id"), each.getAttribute("default")));
        return new Settings(pid, !factoryPid.isEmpty(), defaults);
    }
}
