// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.daemon.peer.packet.Account.Instance;
import director.daemon.peer.state.Comparison.Others;
import director.daemon.peer.state.Comparison.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Virtual routers that are MASTER twice or nowhere, or held back on one side. */
final class RoleDifferences {
  private static final String MASTER = "MASTER";
  private static final String UNKNOWN = "UNKNOWN";

  private RoleDifferences() {}

  static List<Difference> of(Standing ours, Standing theirs, Others others) {
    List<Difference> all = new ArrayList<>();
    for (Pair<Instance> pair :
        Comparison.pairs(Comparison.instances(ours), Comparison.instances(theirs))) {
      masters(pair, theirs.name(), others).ifPresent(all::add);
      withheld(pair, theirs.name()).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Difference> masters(Pair<Instance> pair, String other, Others others) {
    Instance ours = pair.ours();
    Instance theirs = pair.theirs();
    String name = ours.name();
    if (ours.state().equals(MASTER) && theirs.state().equals(MASTER)) {
      return of(
          "masters",
          name,
          "%s is MASTER on both directors: here with priority %d, on %s with priority %d"
              .formatted(name, ours.priority(), other, theirs.priority()));
    }
    boolean nobody =
        isElsewhere(ours)
            && isElsewhere(theirs)
            && others.known()
            && !others.masters().contains(name);
    return nobody
        ? of(
            "masters",
            name,
            "%s is MASTER nowhere: it is %s here and %s on %s"
                .formatted(name, ours.state(), theirs.state(), other))
        : Optional.empty();
  }

  private static boolean isElsewhere(Instance instance) {
    return !instance.state().equals(MASTER) && !instance.state().equals(UNKNOWN);
  }

  private static Optional<Difference> withheld(Pair<Instance> pair, String other) {
    String here = pair.ours().withheld();
    String there = pair.theirs().withheld();
    if (here.isEmpty() == there.isEmpty()) {
      return Optional.empty();
    }
    String name = pair.ours().name();
    String sentence =
        here.isEmpty()
            ? "%s is held back on %s (%s) and not here".formatted(name, other, there)
            : "%s is held back here (%s) and not on %s".formatted(name, here, other);
    return Optional.of(new Difference("withheld", "vip:" + name, sentence, false));
  }

  private static Optional<Difference> of(String topic, String instance, String sentence) {
    return Optional.of(new Difference(topic, "vip:" + instance, sentence, true));
  }
}
