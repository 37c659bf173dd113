// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify.state;

import director.daemon.event.Event;
import director.daemon.event.Target;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Services and servers, named as keepalived names them, from the facts of an event: {@code virtual}
 * is what the kernel knows the service by, {@code TCP 203.0.113.10:443} or {@code fwmark 7 IPV4},
 * several with commas between; {@code address}, {@code port} and {@code protocol} are the server's.
 */
final class Endpoints {
  private static final Pattern ENDPOINT =
      Pattern.compile("(TCP|UDP|SCTP) \\[?([0-9A-Fa-f:.]+?)]?:([0-9]+)");
  private static final Pattern MARK = Pattern.compile("fwmark ([0-9]+)( .*)?");

  private Endpoints() {}

  /** {@code VS [192.168.201.15]:tcp:80}; empty if the event does not tell. */
  static Optional<String> service(Event event) {
    return virtual(event).map(virtual -> "VS " + virtual);
  }

  /** {@code RS [1.2.3.4]:tcp:80 [192.168.201.15]:tcp:80}; empty if the event does not tell. */
  static Optional<String> server(Event event) {
    String address = event.facts().getOrDefault("address", "");
    String port = event.facts().getOrDefault("port", "0");
    String protocol = event.facts().getOrDefault("protocol", "tcp").toLowerCase(Locale.ROOT);
    return address.isEmpty()
        ? Optional.empty()
        : virtual(event)
            .map(
                virtual ->
                    // A mark is of no protocol, and so are its servers; nor have they a port.
                    virtual.startsWith("FWM ")
                        ? "RS " + trio(address, "none", "0") + " " + virtual
                        : "RS " + trio(address, protocol, port) + " " + virtual);
  }

  private static Optional<String> virtual(Event event) {
    List<String> all =
        List.of(event.facts().getOrDefault("virtual", "").split(",")).stream()
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .toList();
    if (all.size() > 1) {
      // A virtual_server_group has its name in place of an address, and 0 for its port.
      return Optional.of("[" + service(event.target()) + "]:0");
    }
    return all.stream().findFirst().flatMap(Endpoints::virtual);
  }

  private static Optional<String> virtual(String one) {
    Matcher endpoint = ENDPOINT.matcher(one);
    if (endpoint.matches()) {
      return Optional.of(
          trio(endpoint.group(2), endpoint.group(1).toLowerCase(Locale.ROOT), endpoint.group(3)));
    }
    Matcher mark = MARK.matcher(one);
    return mark.matches() ? Optional.of("FWM " + mark.group(1)) : Optional.empty();
  }

  private static String trio(String address, String protocol, String port) {
    return "[" + address + "]:" + protocol + ":" + port;
  }

  private static String service(Target target) {
    int slash = target.name().indexOf('/');
    return slash < 0 ? target.name() : target.name().substring(0, slash);
  }
}
