// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.sysctl.Sysctl;
import director.netlink.sysctl.SysctlChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kernel parameters that several may need at other values than the host's: the last one to let go
 * of one puts it back. Confined to the elector's thread.
 */
final class HostParameters {
  private record Held(SysctlChange change, Set<Object> holders) {}

  private final Sysctl sysctl;
  private final Map<String, Held> held = new LinkedHashMap<>();

  HostParameters(Sysctl sysctl) {
    this.sysctl = sysctl;
  }

  boolean exists(String path) throws IOException {
    return sysctl.read(path).isPresent();
  }

  /**
   * The host's own value, whether it is in force or not.
   *
   * @param path below /proc/sys/net
   * @param otherwise for a parameter that does not exist
   */
  String original(String path, String otherwise) throws IOException {
    String present = sysctl.read(path).orElse(otherwise);
    Held now = held.get(path);
    return now != null && now.change().after().equals(present) ? now.change().before() : present;
  }

  /**
   * Sets a parameter until {@code holder} lets go. An interface that was deleted and made again has
   * new ones, whose values are the host's then.
   *
   * @throws IOException when there is no such parameter, or the kernel does not let us set it
   */
  void hold(Object holder, String path, String value) throws IOException {
    SysctlChange change = sysctl.set(path, value);
    Held before = held.get(path);
    Set<Object> holders = before == null ? new HashSet<>() : before.holders();
    holders.add(holder);
    held.put(
        path, new Held(before == null || !change.isNone() ? change : before.change(), holders));
  }

  /**
   * Puts back what nobody else holds.
   *
   * @return what went wrong; empty when nothing did
   */
  List<String> letGo(Object holder) {
    List<String> wrong = new ArrayList<>();
    List<Held> last = new ArrayList<>(held.values());
    Collections.reverse(last);
    for (Held each : last) {
      if (each.holders().remove(holder) && each.holders().isEmpty()) {
        held.remove(each.change().path());
        try {
          sysctl.restore(each.change());
        } catch (IOException e) {
          wrong.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return wrong;
  }
}
