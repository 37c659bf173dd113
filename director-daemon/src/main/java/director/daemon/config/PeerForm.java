// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.PeerConfig.Multicast;
import director.daemon.config.PeerConfig.Unicast;
import director.daemon.config.PeerConfig.Way;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How it is written with whom a director compares itself. */
final class PeerForm {
  private static final Pattern HEX = Pattern.compile("hex:(([0-9a-fA-F]{2}){16,128})");
  private static final Pattern ASCII = Pattern.compile("[!-~]{16,128}");
  private static final Kind<PeerConfig.Key> KEY =
      Secret.kind(
          "16..128 characters of ASCII without spaces, or \"hex:\" and 32..256 hexadecimal digits",
          PeerForm::key);
  private static final String OTHER = "the address of another director, such as \"192.0.2.2\"";
  private static final Kind<InetAddress> SOURCE =
      AddressLiteral.kind("an address of this director, such as \"192.0.2.1\"");
  private static final Kind<Duration> INTERVAL =
      Durations.between(Duration.ofMillis(200), Duration.ofSeconds(60));

  /** Below that of ipvs.sync, which with the sysctl sync_ports takes those above, too. */
  private static final int USUAL_PORT = 8847;

  private static final int MOST = 8;
  private static final Unicast STAND_IN = new Unicast(List.of(AddressLiteral.NOBODY));

  private PeerForm() {}

  static PeerConfig read(Section section) {
    PeerConfig.Key key = section.requiredSecret("key", KEY, new PeerConfig.Key(""));
    Optional<PeerConfig.Key> otherKey =
        section.has("other-key")
            ? Optional.of(section.requiredSecret("other-key", KEY, new PeerConfig.Key("")))
            : Optional.empty();
    Way way = way(section);
    Optional<InetAddress> source = section.optional("source", SOURCE.maybe(), Optional.empty());
    PeerConfig config =
        new PeerConfig(
            key,
            otherKey,
            way,
            section.optional("port", Kind.integer(1, 65535), USUAL_PORT),
            source,
            section.optional("interval", INTERVAL, Duration.ofSeconds(1)));
    if (section.isSound()) {
      compare(section, config);
    }
    return config;
  }

  private static Way way(Section section) {
    boolean unicast = section.has("addresses");
    Optional<Section> multicast = section.sectionIfAny("multicast");
    if (unicast == multicast.isPresent()) {
      section.refuse(
          unicast ? "multicast" : "addresses",
          unicast
              ? "has no meaning beside addresses"
              : "is missing: either addresses = [\"192.0.2.2\"], or multicast { interface = eth0 }");
      return multicast.<Way>map(PeerForm::multicast).orElse(STAND_IN);
    }
    return multicast.<Way>map(PeerForm::multicast).orElseGet(() -> unicast(section));
  }

  private static Unicast unicast(Section section) {
    return new Unicast(
        section.requiredList(
            "addresses", AddressLiteral.kind(OTHER), "[\"192.0.2.2\"]", AddressLiteral.NOBODY));
  }

  private static Multicast multicast(Section section) {
    return new Multicast(
        section.optional(
            "group",
            AddressLiteral.groupKind(
                "the address of a multicast group, such as \"239.255.88.47\" or \"ff02::8847\""),
            AddressLiteral.parse("239.255.88.47").orElseThrow()),
        section.required("interface", Names.INTERFACE, ""),
        section.optional("ttl", Kind.integer(1, 255), 1));
  }

  private static void compare(Section section, PeerConfig config) {
    if (config.otherKey().equals(Optional.of(config.key()))) {
      section.refuse("other-key", "must be another than key");
    }
    boolean ipv6 =
        config.way() instanceof Multicast multicast
            ? AddressLiteral.isIpv6(multicast.group())
            : AddressLiteral.isIpv6(((Unicast) config.way()).addresses().get(0));
    config
        .source()
        .filter(source -> AddressLiteral.isIpv6(source) != ipv6)
        .ifPresent(source -> section.refuse("source", "must be of the family of the others"));
    if (config.way() instanceof Unicast unicast) {
      compare(section, config, unicast, ipv6);
    }
  }

  private static void compare(Section section, PeerConfig config, Unicast unicast, boolean ipv6) {
    Set<InetAddress> known = new HashSet<>(config.source().map(Set::of).orElse(Set.of()));
    for (InetAddress address : unicast.addresses()) {
      String text = AddressLiteral.text(address);
      if (AddressLiteral.isIpv6(address) != ipv6) {
        section.refuse("addresses", "must be of one family, but " + text + " is of the other");
      }
      if (!known.add(address)) {
        section.refuse(
            "addresses", "must be others than source and each other, but " + text + " is not");
      }
    }
    if (unicast.addresses().size() > MOST) {
      section.refuse("addresses", "must be at most " + MOST);
    }
  }

  private static PeerConfig.Key key(String text) throws UnacceptableValueException {
    Matcher digits = HEX.matcher(text);
    if (digits.matches()) {
      return new PeerConfig.Key(digits.group(1));
    }
    if (text.startsWith("hex:") || !ASCII.matcher(text).matches()) {
      throw new UnacceptableValueException("");
    }
    return new PeerConfig.Key(HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
