// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Connection synchronisation between directors.
 *
 * @param networkInterface that connections are told of and heard by
 * @param id 0..255, the same on directors that belong together
 * @param group a multicast address
 * @param port UDP, 1..65535
 * @param ttl 1..255
 * @param maxLength of a packet's payload in bytes; 0 leaves it to the kernel
 * @param follow the virtual router whose MASTER tells and whose BACKUP hears; empty: both always
 */
public record SyncConfig(
    String networkInterface,
    int id,
    InetAddress group,
    int port,
    int ttl,
    int maxLength,
    Optional<String> follow) {
  private static final InetAddress USUAL_GROUP = AddressLiteral.parse("224.0.0.81").orElseThrow();
  private static final int USUAL_PORT = 8848;
  private static final String ALWAYS = "always";

  // start_sync_thread(): a backup's is raised to 1024, and what IP and UDP take of 65535 is
  // missing.
  private static final int LEAST_LENGTH = 1024;
  private static final int IPV4_LENGTH = 65_535 - 20 - 8;
  private static final int IPV6_LENGTH = 65_535 - 40 - 8;

  static SyncConfig from(Section section) {
    InetAddress group =
        section.optional(
            "group",
            AddressLiteral.groupKind(
                "the address of a multicast group, such as \"224.0.0.81\" or \"ff02::81\""),
            USUAL_GROUP);
    return new SyncConfig(
        section.required("interface", Names.INTERFACE, ""),
        section.optional("id", Kind.integer(0, 255), 0),
        group,
        section.optional("port", Kind.integer(1, 65535), USUAL_PORT),
        section.optional("ttl", Kind.integer(1, 255), 1),
        section.optional(
            "max-length", length(AddressLiteral.isIpv6(group) ? IPV6_LENGTH : IPV4_LENGTH), 0),
        section
            .optional(
                "follow", Kind.text(Section.NAME_WORDS, Section.NAME).maybe(), Optional.empty())
            .filter(name -> !name.equals(ALWAYS)));
  }

  private static Kind<Integer> length(int most) {
    String expected = "0 for the kernel's choice, or " + LEAST_LENGTH + ".." + most;
    Kind<Integer> number = Kind.integer(0, most, expected);
    return value -> {
      int length = number.read(value);
      if (length > 0 && length < LEAST_LENGTH) {
        throw new UnacceptableValueException(expected);
      }
      return length;
    };
  }
}
