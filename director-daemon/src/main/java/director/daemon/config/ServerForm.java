// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.CheckConfig.OnFailure;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How real servers are written: by their address, or by a DNS name that has several. */
record ServerForm(Optional<String> hostName, RealServerConfig server) {
  private static final String ADDRESS_WORDS =
      "an address, such as \"10.0.0.11\" or \"2001:db8::11\"";
  private static final Kind<InetAddress> ADDRESS = AddressLiteral.kind(ADDRESS_WORDS);

  // RFC 1035, section 2.3.4, and the underscore that some sites use. Where the last label is a
  // number it is an address gone wrong (RFC 1123, section 2.1).
  private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
  private static final Kind<String> HOST_NAME =
      Kind.text(
          "a DNS name, such as \"routers.example.com\"",
          Pattern.compile(
              "(?=.{1,253}\\.?$)(?:" + LABEL + "\\.)*(?![0-9]+\\.?$)" + LABEL + "\\.?"));

  private static final Kind<Long> CONNECTIONS = Kind.whole(0, 0xffff_ffffL);

  /** All of a service. */
  record All(
      SortedMap<String, RealServerConfig> realServers,
      SortedMap<String, NamedServersConfig> namedServers) {
    /** Whether what is said of the service's checks is said of nobody. */
    boolean haveTheirOwnChecks() {
      return Stream.concat(
              realServers.values().stream(),
              namedServers.values().stream().map(NamedServersConfig::each))
          .allMatch(server -> server.ownChecks().isPresent());
    }
  }

  /**
   * All servers of {@code service}.
   *
   * @param onFailure what becomes of one that is down, where it has checks of its own
   */
  static All read(Section service, OnFailure onFailure) {
    SortedMap<String, RealServerConfig> real = new TreeMap<>();
    SortedMap<String, NamedServersConfig> named = new TreeMap<>();
    service
        .named("real-servers", (name, section) -> read(name, section, onFailure))
        .forEach(
            (name, form) ->
                form.hostName()
                    .ifPresentOrElse(
                        host -> named.put(name, new NamedServersConfig(host, form.server())),
                        () -> real.put(name, form.server())));
    return new All(real, named);
  }

  private static ServerForm read(String name, Section section, OnFailure onFailure) {
    Optional<String> host = hostName(section);
    InetAddress address = address(section, host.isPresent());
    int weight = section.optional("weight", Kind.integer(0, 65535), 1);
    OptionalInt port = section.optional("port", Kind.port(), OptionalInt.empty());
    Optional<ForwardingConfig> forwarding = ForwardingForm.readOwn(section);
    long upper = section.optional("upper-threshold", CONNECTIONS, 0L);
    long lower = section.optional("lower-threshold", CONNECTIONS, 0L);
    if (section.isSound() && lower > upper) {
      section.refuse("lower-threshold", "must not be above upper-threshold, which is " + upper);
    }
    return new ServerForm(
        host,
        new RealServerConfig(
            name,
            address,
            weight,
            port,
            forwarding,
            upper,
            lower,
            ChecksForm.readOwn(section, onFailure)));
  }

  private static InetAddress address(Section section, boolean named) {
    if (section.has("address")) {
      return section.required("address", ADDRESS, AddressLiteral.NOBODY);
    }
    if (!named) {
      section.refuse(
          "address", "is missing: must be " + ADDRESS_WORDS + "; or give a host-name instead");
    }
    return AddressLiteral.NOBODY;
  }

  private static Optional<String> hostName(Section section) {
    Optional<String> host = section.optional("host-name", HOST_NAME.maybe(), Optional.empty());
    if (section.has("host-name") && section.has("address")) {
      section.refuse("host-name", "has no meaning beside address: a real server has one of them");
      return Optional.empty();
    }
    // What could not be read is a name nevertheless, and lacks no address.
    return section.has("host-name") ? Optional.of(host.orElse("")) : host;
  }

  /** Who answers when the quorum is lost. */
  static RealServerConfig sorry(Section section) {
    return new RealServerConfig(
        "sorry-server",
        section.required("address", ADDRESS, AddressLiteral.NOBODY),
        section.optional("weight", Kind.integer(1, 65535), 1),
        section.optional("port", Kind.port(), OptionalInt.empty()),
        ForwardingForm.readOwn(section),
        0,
        0,
        Optional.empty());
  }
}
