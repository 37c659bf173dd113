// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * A kernel thread that tells other directors of connections, or hears of theirs (ipvsadm
 * --start-daemon). Master and backup may run at once. Group, port, ttl and maxLength can be chosen
 * since Linux 4.3; a daemon that runs cannot be changed.
 *
 * <p>IPVS refuses a daemon while any real server is of another family than its service, and such a
 * real server while a daemon runs: messages have no words for it.
 *
 * @param networkInterface that it speaks and hears by, at most 15 bytes; for a master it has to be
 *     up and to have an address of the group's family
 * @param id 0..255; a backup with another id than 0 hears only of masters with the same
 * @param group the multicast address, 224.0.0.81 unless said otherwise
 * @param port UDP, 8848 unless said otherwise
 * @param ttl 1..255, of a master's packets
 * @param maxLength the largest payload of a packet, in bytes, 1..65507 (65487 over IPv6), and at
 *     least 1024 for a backup: the kernel takes the nearest; 0 leaves it to the kernel, which takes
 *     what fits into a packet of Ethernet, 1472, or for a backup of the interface. It never tells
 *     of 0 itself
 */
public record SyncDaemon(
    Role role,
    String networkInterface,
    int id,
    InetAddress group,
    int port,
    int ttl,
    int maxLength) {

  private static final InetAddress DEFAULT_GROUP = defaultGroup();

  private static final int DEFAULT_PORT = 8848;

  /** With all that the kernel would choose. */
  public static SyncDaemon plain(Role role, String networkInterface, int id) {
    return new SyncDaemon(role, networkInterface, id, DEFAULT_GROUP, DEFAULT_PORT, 1, 0);
  }

  private static InetAddress defaultGroup() {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 224, 0, 0, 81});
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }

  /** IP_VS_STATE_MASTER and IP_VS_STATE_BACKUP. */
  public enum Role {
    MASTER(1),
    BACKUP(2);

    private final int number;

    Role(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }

  /** "master sync daemon on eth0, id 51, 224.0.0.81:8848, ttl 1, packets of up to 1472 bytes". */
  @Override
  public String toString() {
    return "%s sync daemon on %s, id %d, %s, ttl %d, packets of %s"
        .formatted(
            role.name().toLowerCase(Locale.ROOT),
            networkInterface,
            id,
            Address.withPort(group, port),
            ttl,
            maxLength == 0 ? "any length" : "up to " + maxLength + " bytes");
  }
}
