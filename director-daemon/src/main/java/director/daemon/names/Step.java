// SPDX-License-Identifier: Apache-2.0
package director.daemon.names;

import director.netlink.text.AddressOrder;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a name stands for after a look at it. An answer is believed in steps: one that is wrong, or
 * half, must not take a service down, and one that is huge must not fill the kernel.
 *
 * @param addresses what it stands for now
 * @param leaving addresses that the answer had no more, and that stay until the next look
 * @param ignored how many new addresses found no room
 */
public record Step(SortedSet<InetAddress> addresses, List<InetAddress> leaving, int ignored) {
  /** More than any pool of one name has. */
  static final int MOST = 256;

  public Step {
    addresses = copy(addresses);
    leaving = List.copyOf(leaving);
  }

  /**
   * Takes the answer's new addresses, and takes away what the answer has no more, but not more than
   * a share of what there was, and always one.
   *
   * @param before what it stood for; empty before the first answer
   * @param answer at least one address
   * @param maxChange 0..1, the share that may go
   */
  public static Step of(
      SortedSet<InetAddress> before, Collection<InetAddress> answer, double maxChange) {
    if (answer.isEmpty()) {
      throw new IllegalArgumentException("an answer without addresses is none");
    }
    List<InetAddress> gone = before.stream().filter(address -> !answer.contains(address)).toList();
    int going = Math.min(gone.size(), Math.max(1, (int) Math.floor(maxChange * before.size())));
    SortedSet<InetAddress> now = ordered();
    now.addAll(before);
    now.removeAll(gone.subList(0, going));
    int ignored = 0;
    for (InetAddress address : copy(answer)) {
      if (now.size() < MOST) {
        now.add(address);
      } else if (!now.contains(address)) {
        ignored++;
      }
    }
    return new Step(now, gone.subList(going, gone.size()), ignored);
  }

  private static SortedSet<InetAddress> copy(Collection<InetAddress> all) {
    SortedSet<InetAddress> copy = ordered();
    copy.addAll(all);
    return Collections.unmodifiableSortedSet(copy);
  }

  /** A set of addresses in the order of their bytes, IPv4 first. */
  static SortedSet<InetAddress> ordered() {
    return new TreeSet<>(AddressOrder.BY_BYTES);
  }
}
