// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import director.netlink.text.AddressOrder;
import java.net.InetAddress;
import java.util.Comparator;

/**
 * What clients connect to, and how its connections are spread. IPv6 since Linux 2.6.28.
 *
 * @param scheduler the name of a kernel module ip_vs_NAME, at most 15 bytes: rr, wrr, lc, wlc,
 *     lblc, lblcr, dh, sh, sed and nq in every kernel, fo since Linux 3.18, ovf since 4.3, mh since
 *     4.18, twos since 5.12 (not every distribution builds all of them); {@link #NO_SCHEDULER}
 *     spreads nothing. mh has room for 4093 real servers: a service with more is not switched to
 *     it, but one that has it takes more, which get nothing
 * @param flags IP_VS_SVC_F_* of linux/ip_vs.h without {@link #HASHED}, which is the kernel's own
 */
public record VirtualService(Id id, String scheduler, int flags, Persistence persistence) {
  /** New connections are turned away as if there were no real servers. */
  public static final String NO_SCHEDULER = "none";

  public static final int PERSISTENT = 0x1;
  public static final int HASHED = 0x2;
  public static final int ONE_PACKET = 0x4;

  /** What they mean is the scheduler's: fallback and port for sh (since Linux 3.11) and mh. */
  public static final int SCHEDULER_1 = 0x8;

  public static final int SCHEDULER_2 = 0x10;
  public static final int SCHEDULER_3 = 0x20;

  public VirtualService {
    if ((flags & HASHED) != 0) {
      throw new IllegalArgumentException("flags " + Integer.toHexString(flags) + " with HASHED");
    }
  }

  /** Without flags and without persistence. */
  public VirtualService(Id id, String scheduler) {
    this(id, scheduler, 0, Persistence.none(id.family()));
  }

  /** The same with another scheduler. */
  public VirtualService scheduledBy(String other) {
    return new VirtualService(id, other, flags, persistence);
  }

  /** "scheduler wrr", and what else is not plain. */
  String settings() {
    String bits = flags == 0 ? "" : " flags 0x" + Integer.toHexString(flags);
    String plain = "scheduler " + scheduler + bits;
    return persistence.equals(Persistence.none(id.family()))
        ? plain
        : plain + " " + persistence.describe();
  }

  /** What a service is known by; all else about it can be changed. */
  public sealed interface Id extends Comparable<Id> permits Endpoint, FirewallMark {
    /** Of the clients' packets. */
    AddressFamily family();

    @Override
    default int compareTo(Id other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Packets to an address and port.
   *
   * @param port 0..65535; 0, all ports, only for a persistent service (says ipvsadm: the kernel
   *     takes any)
   */
  public record Endpoint(Protocol protocol, InetAddress address, int port) implements Id {
    private static final Comparator<Endpoint> ORDER =
        Comparator.comparing(Endpoint::address, AddressOrder.BY_BYTES)
            .thenComparingInt(Endpoint::port)
            .thenComparing(Endpoint::protocol);

    public Endpoint {
      Port.require(port);
    }

    @Override
    public AddressFamily family() {
      return AddressFamily.of(address);
    }

    /** "TCP 203.0.113.10:443". */
    @Override
    public String toString() {
      return protocol + " " + Address.withPort(address, port);
    }
  }

  /**
   * Packets that the firewall has marked, whatever their protocol, address and port.
   *
   * @param mark 1..4294967295
   */
  public record FirewallMark(long mark, AddressFamily family) implements Id {
    private static final Comparator<FirewallMark> ORDER =
        Comparator.comparingLong(FirewallMark::mark).thenComparing(FirewallMark::family);

    public FirewallMark {
      if (mark < 1 || mark > 0xffff_ffffL) {
        throw new IllegalArgumentException("firewall mark " + mark + ", expected 1..4294967295");
      }
    }

    /** "fwmark 7 IPv4". */
    @Override
    public String toString() {
      return "fwmark " + mark + " " + family;
    }
  }

  private static final Comparator<Id> ORDER =
      (one, other) -> {
        if (one instanceof Endpoint a && other instanceof Endpoint b) {
          return Endpoint.ORDER.compare(a, b);
        }
        if (one instanceof FirewallMark a && other instanceof FirewallMark b) {
          return FirewallMark.ORDER.compare(a, b);
        }
        return one instanceof Endpoint ? -1 : 1;
      };
}
