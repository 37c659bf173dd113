// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a packet is wrapped on its way to a real server with {@link ForwardingMethod#TUNNEL}; of no
 * effect with the others (linux/ip_vs.h, IP_VS_CONN_F_TUNNEL_TYPE_*). Before Linux 5.2 all is IPIP.
 *
 * @param port of the real server's UDP socket, 1..65535 for GUE, 0 for the others
 * @param checksum what protects the wrapping; {@link Checksum#NONE} for IPIP
 */
public record Tunnel(Type type, int port, Checksum checksum) {
  /** What the kernel has where nobody said anything. */
  public static final Tunnel IPIP = new Tunnel(Type.IPIP, 0, Checksum.NONE);

  public Tunnel {
    Port.require(port);
  }

  /** IP_VS_CONN_F_TUNNEL_TYPE_*. */
  public enum Type {
    IPIP(0),
    /** Since Linux 5.2. */
    GUE(1),
    /** Since Linux 5.3. */
    GRE(2);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    /** The kernel's. */
    public int number() {
      return number;
    }

    public static Optional<Type> of(int number) {
      return Stream.of(values()).filter(known -> known.number == number).findFirst();
    }
  }

  /** IP_VS_TUNNEL_ENCAP_FLAG_*, since Linux 5.3. */
  public enum Checksum {
    NONE(0),
    FULL(1),
    /** Remote Checksum Offload: left to the one who unwraps. */
    REMOTE(2);

    private final int number;

    Checksum(int number) {
      this.number = number;
    }

    /** The kernel's. */
    public int number() {
      return number;
    }

    public static Optional<Checksum> of(int number) {
      return Stream.of(values()).filter(known -> known.number == number).findFirst();
    }
  }

  /** "gue port 6080 checksum full". */
  @Override
  public String toString() {
    return type.name().toLowerCase(Locale.ROOT)
        + (port == 0 ? "" : " port " + port)
        + (checksum == Checksum.NONE
            ? ""
            : " checksum " + checksum.name().toLowerCase(Locale.ROOT));
  }
}
