// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What all that an instance tracks does to it.
 *
 * @param delta -254..254, to be added to the configured priority by {@link #effectivePriority}
 * @param fault why the instance must be in FAULT; empty if it need not
 * @param reasons a sentence for each part of {@code delta}: "-20: script check_nginx exits 2"
 */
public record Adjustment(int delta, Optional<String> fault, List<String> reasons) {
  /** Nothing is tracked, or nothing of it matters. */
  public static final Adjustment NONE = new Adjustment(0, Optional.empty(), List.of());

  private static final int OWNER = 255;
  private static final int LOWEST = 1;
  private static final int HIGHEST = 254;

  public Adjustment {
    reasons = List.copyOf(reasons);
  }

  /** The sum. All weights count before the bounds do, so that no order of them matters. */
  public static Adjustment sum(Collection<Contribution> contributions) {
    int sum = contributions.stream().mapToInt(Contribution::delta).sum();
    String faults =
        contributions.stream()
            .flatMap(contribution -> contribution.fault().stream())
            .distinct()
            .collect(Collectors.joining("; "));
    return new Adjustment(
        Math.max(-Weighted.LARGEST, Math.min(Weighted.LARGEST, sum)),
        faults.isEmpty() ? Optional.empty() : Optional.of(faults),
        contributions.stream()
            .flatMap(contribution -> contribution.reason().stream())
            .collect(Collectors.toList()));
  }

  /**
   * The priority to advertise (T-06): 1..254, because 0 means a resignation and 255 the owner of
   * the addresses, who stays at 255 whatever the weights say.
   *
   * @param configured 1..255
   */
  public int effectivePriority(int configured) {
    return configured == OWNER ? OWNER : Math.max(LOWEST, Math.min(HIGHEST, configured + delta));
  }
}
