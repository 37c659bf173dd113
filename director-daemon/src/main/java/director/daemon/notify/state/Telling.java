// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify.state;

import director.daemon.event.Event;
import director.daemon.event.Target;
import director.daemon.notify.state.ElectionNotice.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What keepalived would tell of an event. A state is told when it is another than the one that was
 * told last, so whoever tells it twice, or tells members of a group that have its state already
 * (N-12), is not heard twice. For one thread.
 *
 * <p>What is found out first counts: BACKUP and FAULT of a virtual router at start (N-13), whether
 * a service has its quorum, and that a server is down. Only that a server is up is then no news, as
 * with keepalived, which takes servers for healthy until they fail.
 */
public final class Telling {
  private static final Pattern PRIORITY = Pattern.compile("[0-9]{1,3}");

  /** What was told last of virtual routers and groups that are not at their end. */
  private final SortedMap<Target, ElectionNotice> elections = new TreeMap<>();

  /** Those that take part no more: at their end, or as their elector begins anew. */
  private final Set<Target> leaving = new HashSet<>();

  private final Map<Target, Boolean> healths = new HashMap<>();

  /**
   * What follows from an event.
   *
   * @return none if it is nothing that keepalived would tell of, or was told already
   */
  public List<Notice> of(Event event) {
    boolean state = event.kind() == Event.Kind.STATE;
    return switch (event.target().kind()) {
      case VIP, GROUP -> state ? election(event).stream().toList() : repriced(event);
      case SERVICE -> state ? health(event, Endpoints.service(event)) : List.of();
      case SERVER -> state ? health(event, Endpoints.server(event)) : List.of();
      case ELECTOR -> state && event.to().equals("LOST") ? left() : List.of();
      case NODE, CONFIG, IPVS, TRACK, PEER -> List.of();
    };
  }

  private Optional<Notice> election(Event event) {
    Word state =
        switch (event.to()) {
          case "MASTER" -> Word.MASTER;
          case "BACKUP" -> Word.BACKUP;
          case "FAULT" -> Word.FAULT;
          // While nobody can tell where it stands, the last word holds; ends are told by others.
          default -> null;
        };
    Target target = event.target();
    if (state == null) {
      if (event.to().equals("INIT") && elections.containsKey(target)) {
        leaving.add(target);
      }
      return Optional.empty();
    }
    leaving.remove(target);
    ElectionNotice last = elections.get(target);
    String from = last == null ? "" : last.word().name();
    ElectionNotice notice =
        new ElectionNotice(target, state, from, priority(event, last), event.reason());
    elections.put(target, notice);
    boolean news = last == null || last.word() != state;
    return news ? Optional.of(notice) : Optional.empty();
  }

  /** An elector that ends in order takes its virtual routers out first; one that dies does not. */
  private List<Notice> left() {
    Set<Target> gone = Set.copyOf(leaving);
    leaving.clear();
    return end(gone::contains, target -> Word.STOP, "the elector ended");
  }

  private List<Notice> repriced(Event event) {
    ElectionNotice last = elections.get(event.target());
    if (last == null || priority(event, last) == last.priority()) {
      return List.of();
    }
    int priority = priority(event, last);
    elections.put(last.target(), last.with(last.word(), priority, event.reason()));
    // keepalived has a word for it in two states.
    return switch (last.word()) {
      case MASTER -> List.of(last.with(Word.MASTER_PRIORITY, priority, event.reason()));
      case BACKUP -> List.of(last.with(Word.BACKUP_PRIORITY, priority, event.reason()));
      case FAULT, STOP, DELETED, MASTER_PRIORITY, BACKUP_PRIORITY -> List.of();
    };
  }

  private static int priority(Event event, @Nullable ElectionNotice last) {
    if (event.target().kind() == Target.Kind.GROUP) {
      return 0;
    }
    String told = event.facts().getOrDefault("priority", "");
    String configured = event.facts().getOrDefault("configured-priority", "0");
    if (PRIORITY.matcher(told).matches()) {
      return Integer.parseInt(told);
    }
    return last == null ? Integer.parseInt(configured) : last.priority();
  }

  private List<Notice> health(Event event, Optional<String> subject) {
    boolean up = event.to().equals("UP");
    if (subject.isEmpty() || !(up || event.to().equals("DOWN"))) {
      return List.of();
    }
    Boolean last = healths.put(event.target(), up);
    boolean expected =
        last == null ? up && event.target().kind() == Target.Kind.SERVER : last.equals(up);
    return expected ? List.of() : List.of(new HealthNotice(event.target(), subject.get(), up));
  }

  /**
   * Forgets what is not configured any more.
   *
   * @param last which word is the last one of a virtual router or group: DELETED or FAULT
   * @return the last word of each of them, virtual routers first
   */
  public List<Notice> keep(Predicate<Target> configured, Function<Target, Word> last) {
    healths.keySet().removeIf(configured.negate());
    leaving.removeIf(configured.negate());
    return end(configured.negate(), last, "it is in the configuration no more");
  }

  /** Tells of the end of all virtual routers, and then of groups. */
  public List<Notice> stop() {
    healths.clear();
    return end(target -> true, target -> Word.STOP, "directord was stopped");
  }

  private List<Notice> end(Predicate<Target> which, Function<Target, Word> word, String reason) {
    List<Notice> ended = new ArrayList<>();
    for (ElectionNotice last : elections.values()) {
      if (which.test(last.target())) {
        ended.add(
            new ElectionNotice(
                last.target(),
                word.apply(last.target()),
                last.word().name(),
                last.priority(),
                reason));
      }
    }
    elections.keySet().removeIf(which);
    return ended;
  }
}
