// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import director.netlink.text.AddressOrder;
import java.net.InetAddress;

/**
 * One of those who answer for a virtual service. By a tunnel it may be of another address family
 * than the service, since Linux 3.18 and while no {@link SyncDaemon} runs.
 *
 * @param weight its share, from 0: with 0 it keeps its connections and gets no new ones
 * @param tunnel {@link Tunnel#IPIP} unless it is by {@link ForwardingMethod#TUNNEL}
 * @param upperThreshold connections at which it gets no new ones, 0 for no limit
 * @param lowerThreshold connections at which it gets new ones again, 0 for three quarters of the
 *     upper one
 */
public record RealServer(
    Id id,
    int weight,
    ForwardingMethod method,
    Tunnel tunnel,
    long upperThreshold,
    long lowerThreshold) {

  public RealServer {
    if (weight < 0) {
      throw new IllegalArgumentException("weight " + weight + " of " + id + ", expected 0 or more");
    }
    requireUnsigned(upperThreshold);
    requireUnsigned(lowerThreshold);
  }

  /** Not by a tunnel. */
  public RealServer(
      Id id, int weight, ForwardingMethod method, long upperThreshold, long lowerThreshold) {
    this(id, weight, method, Tunnel.IPIP, upperThreshold, lowerThreshold);
  }

  /** By direct routing, without thresholds. */
  public RealServer(Id id, int weight) {
    this(id, weight, ForwardingMethod.DIRECT_ROUTING, 0, 0);
  }

  /** The same with another weight. */
  public RealServer weighing(int other) {
    return new RealServer(id, other, method, tunnel, upperThreshold, lowerThreshold);
  }

  private static void requireUnsigned(long threshold) {
    if (threshold < 0 || threshold > 0xffff_ffffL) {
      throw new IllegalArgumentException("threshold " + threshold + ", expected 0..4294967295");
    }
  }

  /** "weight 1", and what else is not plain. */
  String settings() {
    String by = method == ForwardingMethod.DIRECT_ROUTING ? "" : " " + method;
    String wrapping = tunnel.equals(Tunnel.IPIP) ? "" : " " + tunnel;
    boolean limited = upperThreshold != 0 || lowerThreshold != 0;
    String limits = limited ? " thresholds " + lowerThreshold + ".." + upperThreshold : "";
    return "weight " + weight + by + wrapping + limits;
  }

  /**
   * What a real server is known by within its service.
   *
   * @param port 0..65535; with direct routing and tunnels the service's own, though the kernel
   *     takes any; for a {@link VirtualService.FirewallMark} 0, the port that the client asked for
   */
  public record Id(InetAddress address, int port) implements Comparable<Id> {
    public Id {
      Port.require(port);
    }

    @Override
    public int compareTo(Id other) {
      int byAddress = AddressOrder.BY_BYTES.compare(address, other.address);
      return byAddress == 0 ? Integer.compare(port, other.port) : byAddress;
    }

    /** "10.0.0.11:443". */
    @Override
    public String toString() {
      return Address.withPort(address, port);
    }
  }
}
