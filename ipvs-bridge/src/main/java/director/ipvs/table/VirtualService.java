// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.net.InetAddress;
import java.util.Comparator;

/**
 * What clients connect to, and how its connections are spread.
 *
 * @param scheduler "rr", "wrr", "mh", ..., the name of a kernel module ip_vs_NAME; "none" spreads
 *     nothing
 * @param flags IP_VS_SVC_F_* of linux/ip_vs.h without {@link #HASHED}, which is the kernel's own
 */
public record VirtualService(Id id, String scheduler, int flags, Persistence persistence) {
  public static final int PERSISTENT = 0x1;
  public static final int HASHED = 0x2;
  public static final int ONE_PACKET = 0x4;

  /** What they mean is the scheduler's: fallback and port for sh and mh. */
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
    this(id, scheduler, 0, Persistence.none(id.address()));
  }

  /** "scheduler wrr", and what else is not plain. */
  String settings() {
    String bits = flags == 0 ? "" : " flags 0x" + Integer.toHexString(flags);
    String plain = "scheduler " + scheduler + bits;
    return persistence.equals(Persistence.none(id.address()))
        ? plain
        : plain + " " + persistence.describe();
  }

  /**
   * What a service is known by; all else about it can be changed.
   *
   * @param port 0..65535; 0, all ports, only for a persistent service
   */
  public record Id(Protocol protocol, InetAddress address, int port) implements Comparable<Id> {
    private static final Comparator<Id> ORDER =
        Comparator.comparing(Id::address, Address.ORDER)
            .thenComparingInt(Id::port)
            .thenComparing(Id::protocol);

    public Id {
      Port.require(port);
    }

    @Override
    public int compareTo(Id other) {
      return ORDER.compare(this, other);
    }

    /** "TCP 203.0.113.10:443". */
    @Override
    public String toString() {
      return protocol + " " + Address.withPort(address, port);
    }
  }
}
