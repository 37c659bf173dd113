// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.Tunnel;
import director.ipvs.table.Tunnel.Checksum;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** How it is written how packets reach a real server: a word, or a section for a tunnel. */
final class ForwardingForm {
  /** Those that can be asked for; the kernel finds out by itself who is local. */
  private enum Method {
    DIRECT_ROUTING(ForwardingMethod.DIRECT_ROUTING),
    MASQUERADE(ForwardingMethod.MASQUERADE),
    TUNNEL(ForwardingMethod.TUNNEL);

    final ForwardingMethod method;

    Method(ForwardingMethod method) {
      this.method = method;
    }
  }

  private static final Map<String, Method> KEEPALIVED =
      Map.of("dr", Method.DIRECT_ROUTING, "nat", Method.MASQUERADE, "tun", Method.TUNNEL);
  private static final String EXPECTED =
      Arrays.stream(Method.values())
          .map(Kind::wordFor)
          .collect(Collectors.joining(", ", "one of ", ""));

  private static final Kind<Method> METHOD =
      value -> {
        Method meant = KEEPALIVED.get(String.valueOf(value.unwrapped()).toLowerCase(Locale.ROOT));
        if (meant != null) {
          throw new UnacceptableValueException(
              EXPECTED, "did you mean " + Kind.wordFor(meant) + "? (that is keepalived's word)");
        }
        return Kind.word(Method.class, EXPECTED).read(value);
      };

  private ForwardingForm() {}

  static ForwardingConfig read(Section section, ForwardingConfig byDefault) {
    return section.either(
        "forwarding",
        value -> new ForwardingConfig(METHOD.read(value).method, Tunnel.IPIP),
        ForwardingForm::section,
        byDefault);
  }

  static Optional<ForwardingConfig> readOwn(Section section) {
    boolean own = section.has("forwarding");
    ForwardingConfig forwarding = read(section, ForwardingConfig.DIRECT_ROUTING);
    return own ? Optional.of(forwarding) : Optional.empty();
  }

  private static ForwardingConfig section(Section section) {
    Method method = section.required("method", METHOD, Method.TUNNEL);
    Tunnel.Type type = section.optional("type", Kind.word(Tunnel.Type.class), Tunnel.Type.IPIP);
    OptionalInt port = section.optional("port", Kind.port(), OptionalInt.empty());
    Checksum checksum = section.optional("checksum", Kind.word(Checksum.class), Checksum.NONE);
    if (!section.isSound()) {
      return ForwardingConfig.DIRECT_ROUTING;
    }
    if (method != Method.TUNNEL) {
      for (String key : new String[] {"type", "port", "checksum"}) {
        if (section.has(key)) {
          section.refuse(key, "has a meaning with method = tunnel only");
        }
      }
    } else {
      compare(section, type, port, checksum);
    }
    return new ForwardingConfig(method.method, new Tunnel(type, port.orElse(0), checksum));
  }

  /** As ipvsadm has it; the kernel itself would only refuse GUE without a port. */
  private static void compare(
      Section section, Tunnel.Type type, OptionalInt port, Checksum checksum) {
    if (type == Tunnel.Type.GUE && port.isEmpty()) {
      section.refuse("port", "is missing: must be 1..65535, where the real server listens for GUE");
    }
    if (type != Tunnel.Type.GUE && port.isPresent()) {
      section.refuse("port", "has a meaning with type = gue only: the others have no ports");
    }
    if (type == Tunnel.Type.IPIP && checksum != Checksum.NONE) {
      section.refuse("checksum", "must be none with type = ipip, which has no room for one");
    }
    if (type == Tunnel.Type.GRE && checksum == Checksum.REMOTE) {
      section.refuse("checksum", "must be none or full with type = gre: remote is for gue");
    }
  }
}
