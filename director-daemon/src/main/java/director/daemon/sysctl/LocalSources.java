// SPDX-License-Identifier: Apache-2.0
package director.daemon.sysctl;

import director.netlink.sysctl.Sysctl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whether packets are taken that come from an address of our own (accept_local): on the director
 * that has the virtual address these are the answers to checks through the forwarding path, which
 * the kernel drops as martians otherwise. Of IPv4 only: IPv6 takes them.
 */
public final class LocalSources {
  private static final String PARAMETER = "accept_local";
  private static final String YES = "1";

  private final Sysctl kernel;

  /** Those of {@code kernel}. */
  public LocalSources(Sysctl kernel) {
    this.kernel = kernel;
  }

  /**
   * What was found, and done.
   *
   * @param set a line for each interface for which it was set
   * @param problems a sentence for each that drops them
   */
  public record Look(List<String> set, List<String> problems) {
    public Look {
      set = List.copyOf(set);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Looks, and sets what is missing if {@code apply}. For all interfaces or for one is the same to
   * the kernel.
   */
  public Look look(Collection<String> interfaces, boolean apply) {
    List<String> set = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : interfaces) {
      try {
        if (!accepts("all") && !accepts(name)) {
          lacking(name, apply, set, problems);
        }
      } catch (IOException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return new Look(set, problems);
  }

  private boolean accepts(String name) throws IOException {
    return kernel.read(Sysctl.ipv4(name, PARAMETER)).equals(Optional.of(YES));
  }

  private void lacking(String name, boolean apply, List<String> set, List<String> problems)
      throws IOException {
    if (!apply) {
      problems.add(
          ("net.ipv4.conf.%1$s.accept_local is 0: where the virtual address is, answers to checks"
                  + " through the forwarding path are dropped, and these checks fail; say ipvs.sysctl.apply ="
                  + " true, or sysctl -w net.ipv4.conf.%1$s.accept_local=1")
              .formatted(name));
      return;
    }
    kernel.set(Sysctl.ipv4(name, PARAMETER), YES);
    if (accepts(name)) {
      set.add("net.ipv4.conf.%s.accept_local set from 0 to 1".formatted(name));
    } else {
      problems.add("net.ipv4.conf.%s.accept_local was set, and is not so".formatted(name));
    }
  }
}
