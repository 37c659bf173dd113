// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.healthcheck.state.HealthState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Below which health takes nothing out. Many servers that fail at once are first of all a question
 * about ourselves: so much of the weight stays in, whatever the checks say.
 *
 * <p>Counted among those that operators have not taken out. Who has been down longest leaves first.
 * Held is only who was in: nobody is put in because of the floor.
 *
 * @param held the names of those who are down and stay in
 * @param staying weight of all that are in, with the held ones
 * @param whole weight of all that operators have not taken out
 */
record Floor(Set<String> held, long staying, long whole) {
  private static final Comparator<Candidate> LONGEST_DOWN_FIRST =
      Comparator.comparing((Candidate it) -> it.downSince().orElse(Duration.ZERO))
          .thenComparing(Candidate::name);

  Floor {
    held = Set.copyOf(held);
  }

  static Floor of(double share, Collection<Candidate> candidates) {
    List<Candidate> judged = candidates.stream().filter(it -> !it.takenOut()).toList();
    long whole = weight(judged);
    BigDecimal least = BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(whole));
    List<Candidate> failed =
        judged.stream()
            .filter(it -> it.is(HealthState.DOWN) && it.memory().in() && it.weight() > 0)
            .sorted(LONGEST_DOWN_FIRST)
            .toList();
    long staying =
        weight(judged.stream().filter(it -> it.is(HealthState.UP)).toList()) + weight(failed);
    Set<String> held = new TreeSet<>();
    for (Candidate it : failed) {
      if (BigDecimal.valueOf(staying - it.weight()).compareTo(least) >= 0) {
        staying -= it.weight();
      } else {
        held.add(it.name());
      }
    }
    return new Floor(held, staying, whole);
  }

  private static long weight(Collection<Candidate> candidates) {
    return candidates.stream().mapToLong(Candidate::weight).sum();
  }
}
