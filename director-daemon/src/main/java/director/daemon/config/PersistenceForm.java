// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.ipvs.table.AddressFamily;
import director.ipvs.table.Persistence;
import director.ipvs.table.Protocol;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** How it is written how long a client stays with its real server: a time, or a section. */
final class PersistenceForm {
  private static final Duration USUAL = Duration.ofMinutes(6);

  /** ipvsadm's bound; some days more and the kernel's count of jiffies overflows. */
  private static final Kind<Duration> TIMEOUT =
      Durations.wholeSeconds(Duration.ofSeconds(1), Duration.ofDays(31));

  /** Modules ip_vs_pe_NAME of Linux. */
  private enum Engine {
    SIP
  }

  private PersistenceForm() {}

  static Optional<Persistence> read(Section service, Virtual virtual, Protocol protocol) {
    int each = Persistence.none(virtual.family()).netmask();
    boolean sip = protocol == Protocol.UDP || virtual.isMark();
    return service.either(
        "persistence",
        value -> Optional.of(new Persistence(TIMEOUT.read(value), each, "")),
        section ->
            Optional.of(
                new Persistence(
                    section.optional("timeout", TIMEOUT, USUAL),
                    netmask(section, virtual),
                    engine(section, sip))),
        Optional.empty());
  }

  private static int netmask(Section section, Virtual virtual) {
    int each = Persistence.none(virtual.family()).netmask();
    if (virtual.equals(Virtual.STAND_IN)) {
      return section.unread("granularity", each);
    }
    boolean ipv4 = virtual.family() == AddressFamily.IPV4;
    return section.optional("granularity", ipv4 ? ipv4() : Kind.integer(1, 128), each);
  }

  private static String engine(Section section, boolean sip) {
    Optional<Engine> engine =
        section.optional("engine", Kind.word(Engine.class).maybe(), Optional.empty());
    if (engine.isPresent() && !sip) {
      section.refuse("engine", "must go with protocol = udp: the kernel reads no other SIP");
    }
    return engine.map(Kind::wordFor).orElse("");
  }

  private static Kind<Integer> ipv4() {
    String expected = "a netmask, such as \"255.255.255.0\", or the length of a prefix, 1..32";
    Kind<Integer> length = Kind.integer(1, 32, expected);
    Kind<Integer> mask = Kind.text(expected, text -> mask(text, expected));
    return value -> {
      boolean dotted = String.valueOf(value.unwrapped()).contains(".");
      return dotted ? mask.read(value) : 0xffffffff << (32 - length.read(value));
    };
  }

  private static int mask(String text, String expected) throws UnacceptableValueException {
    int bits =
        AddressLiteral.parse(text)
            .filter(address -> !AddressLiteral.isIpv6(address))
            .map(address -> ByteBuffer.wrap(address.getAddress()).getInt())
            .orElse(0);
    // Ones in front of zeros: their complement is one less than a power of two.
    if (bits == 0 || (~bits & (~bits + 1)) != 0) {
      throw new UnacceptableValueException(expected);
    }
    return bits;
  }
}
