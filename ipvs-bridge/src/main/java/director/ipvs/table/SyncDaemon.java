// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.net.InetAddress;
import java.util.Locale;

/**
 * A kernel thread that tells other directors of connections, or hears of theirs (ipvsadm
 * --start-daemon).
 *
 * @param networkInterface that it speaks and hears by
 * @param id 0..255; a backup with another id than 0 hears only of masters with the same
 * @param group the multicast address, 224.0.0.81 unless said otherwise
 * @param port UDP, 8848 unless said otherwise
 * @param ttl 1..255, of a master's packets
 * @param maxLength the largest payload of a packet, in bytes; the kernel has its own default for 0
 */
public record SyncDaemon(
    Role role,
    String networkInterface,
    int id,
    InetAddress group,
    int port,
    int ttl,
    int maxLength) {

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

  /** "master sync daemon on eth0, id 51, 224.0.0.81:8848". */
  @Override
  public String toString() {
    return "%s sync daemon on %s, id %d, %s, ttl %d, packets of %d"
        .formatted(
            role.name().toLowerCase(Locale.ROOT),
            networkInterface,
            id,
            Address.withPort(group, port),
            ttl,
            maxLength);
  }
}
