// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.wire.Host;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/** A frame that the observer saw on the segment. */
public sealed interface Sighting {

  /** When the kernel saw it, by the wall clock. */
  Instant at();

  /** The source hardware address, as {@link director.lab.wire.Host#mac} writes it. */
  String from();

  /** In a line, without the time and the sender: "advertises 192.0.2.10 with priority 150 ...". */
  String says();

  /**
   * A VRRP advertisement, well-formed or not: what its bytes say.
   *
   * @param checksumGood v2: over the message; v3: with the pseudo header, as keepalived sends it
   */
  record Advertisement(
      Instant at,
      String from,
      InetAddress source,
      InetAddress destination,
      int version,
      int virtualRouterId,
      int priority,
      int intervalField,
      List<InetAddress> addresses,
      boolean checksumGood)
      implements Sighting {
    public Advertisement {
      addresses = List.copyOf(addresses);
    }

    /**
     * Whether it came from {@code host}: by the hardware address, or, where that is the virtual
     * router's own, by the IPv4 address.
     */
    public boolean isFrom(Host host) {
      return from.equals(host.mac()) || source.getHostAddress().equals(host.address());
    }

    @Override
    public String says() {
      return "VRRPv%d from %s: VRID %d, priority %d, interval %d, %s%s"
          .formatted(
              version,
              source.getHostAddress(),
              virtualRouterId,
              priority,
              intervalField,
              addresses.stream().map(InetAddress::getHostAddress).toList(),
              checksumGood ? "" : ", bad checksum");
    }
  }

  /** A host says where an address is, without having been asked. */
  sealed interface Announcement extends Sighting {
    InetAddress address();
  }

  /** An ARP packet in which a host announces an address of its own (RFC 5227, section 3). */
  record GratuitousArp(Instant at, String from, InetAddress address) implements Announcement {

    @Override
    public String says() {
      return "ARP: " + address.getHostAddress() + " is here";
    }
  }

  /**
   * The same for IPv6, to all nodes (RFC 4861, section 7.2.6).
   *
   * @param overrides whether neighbours are to replace what they know
   */
  record NeighborAdvertisement(Instant at, String from, InetAddress address, boolean overrides)
      implements Announcement {

    @Override
    public String says() {
      return "NA: " + address.getHostAddress() + " is here" + (overrides ? ", override" : "");
    }
  }

  /**
   * An answer to who asked for an address by ARP.
   *
   * @param names the hardware address that it names, which need not be the one it came from
   */
  record ArpAnswer(Instant at, String from, InetAddress address, String names) implements Sighting {

    @Override
    public String says() {
      return "ARP answer: " + address.getHostAddress() + " is at " + names;
    }
  }
}
