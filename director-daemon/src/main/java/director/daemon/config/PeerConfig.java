// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * With whom this director compares itself; {@code peer}.
 *
 * @param key that what we tell is signed with
 * @param otherKey that is accepted beside it, while keys are changed
 * @param port UDP, 1..65535, the same on all of them
 * @param source an address of this director; the kernel's choice when empty
 * @param interval between two words of ours, 200 ms..60 s
 */
public record PeerConfig(
    Key key,
    Optional<Key> otherKey,
    Way way,
    int port,
    Optional<InetAddress> source,
    Duration interval) {

  /** How the others are reached. */
  public sealed interface Way {}

  /**
   * Each by its address.
   *
   * @param addresses at least one, of one family, of those of which something is expected
   */
  public record Unicast(List<InetAddress> addresses) implements Way {
    public Unicast {
      addresses = List.copyOf(addresses);
    }

    @Override
    public String toString() {
      return "unicast to "
          + String.join(", ", addresses.stream().map(AddressLiteral::text).toList());
    }
  }

  /**
   * All that share a segment and a key.
   *
   * @param ttl 1..255
   */
  public record Multicast(InetAddress group, String networkInterface, int ttl) implements Way {
    @Override
    public String toString() {
      return "multicast " + AddressLiteral.text(group) + " on " + networkInterface;
    }
  }

  /**
   * A shared secret.
   *
   * @param secret hexadecimal, 16..128 bytes
   */
  public record Key(String secret) {
    @Override
    public String toString() {
      return "Key[...]";
    }
  }
}
