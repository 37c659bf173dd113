// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A section {@code services.NAME} of a director.conf.
 *
 * @param lines its keys
 * @param servers the inside of each section of {@code real-servers}, by its name, in the order in
 *     which they are written
 */
public record ServiceSection(String name, List<String> lines, Map<String, String> servers) {
  /** An HTTPS check that notices within two seconds. */
  public static final String QUICK_CHECK =
      """
      check {
          type = https, path = "/health", host = "photos.example.com", port = 443
          interval = 500ms, timeout = 1s, fall = 2, rise = 1
        }""";

  public ServiceSection {
    lines = List.copyOf(lines);
    servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
  }

  /** One without real servers yet. */
  public static ServiceSection of(String name, String... lines) {
    return new ServiceSection(name, List.of(lines), Map.of());
  }

  /** The same with further keys. */
  public ServiceSection with(String... more) {
    List<String> all = new ArrayList<>(lines);
    all.addAll(List.of(more));
    return new ServiceSection(name, all, servers);
  }

  /** The same with one more real server. */
  public ServiceSection server(String server, String inside) {
    Map<String, String> all = new LinkedHashMap<>(servers);
    all.put(server, inside);
    return new ServiceSection(name, lines, all);
  }

  /** The same with these real servers, at their IPv4 addresses and with these weights. */
  public ServiceSection over(List<PhotoRouter> routers, int... weights) {
    ServiceSection section = this;
    for (int router = 0; router < weights.length; router++) {
      section =
          section.server(
              routers.get(router).name(),
              "address = \"%s\", weight = %d"
                  .formatted(routers.get(router).address(), weights[router]));
    }
    return section;
  }

  /** The same with these real servers, at their IPv6 addresses and with these weights. */
  public ServiceSection over6(List<PhotoRouter> routers, int... weights) {
    ServiceSection section = this;
    for (int router = 0; router < weights.length; router++) {
      section =
          section.server(
              routers.get(router).name(),
              "address = \"%s\", weight = %d"
                  .formatted(routers.get(router).address6(), weights[router]));
    }
    return section;
  }

  /** Whether its servers are in without having been checked. */
  public boolean isUnchecked() {
    return lines.contains("check = none");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("\nservices.").append(name).append(" {\n");
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("  real-servers {\n");
    servers.forEach(
        (server, inside) ->
            text.append("    ").append(server).append(" { ").append(inside).append(" }\n"));
    return text.append("  }\n}\n").toString();
  }
}
