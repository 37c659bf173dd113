// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify.state;

import director.daemon.event.Event;
import director.daemon.event.Target;
import director.daemon.notify.state.ElectionNotice.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
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
  private static final String PRIORITY = "priority";

  /** What was told last of virtual routers and groups that are not at their end. */
  private final SortedMap<Target, ElectionNotice> elections = new TreeMap<>();

  private final Map<Target, Boolean> healths = new HashMap<>();

  /**
   * What follows from an event.
   *
   * @return none if it is nothing that keepalived would tell of, or was told already
   */
  public Optional<Notice> of(Event event) {
    if (event.kind() != Event.Kind.STATE) {
      return Optional.empty();
    }
    return switch (event.target().kind()) {
      case VIP, GROUP -> election(event);
      case SERVICE -> health(event, Endpoints.service(event));
      case SERVER -> health(event, Endpoints.server(event));
      case NODE, ELECTOR, CONFIG, IPVS, TRACK, PEER -> Optional.empty();
    };
  }

  private Optional<Notice> election(Event event) {
    Word state =
        switch (event.to()) {
          case "MASTER" -> Word.MASTER;
          case "BACKUP" -> Word.BACKUP;
          case "FAULT" -> Word.FAULT;
          // It takes part no more: the elector ends, or has just begun.
          case "INIT", "STOP" -> Word.STOP;
          case "DELETED" -> Word.DELETED;
          default -> null;
        };
    // While nobody can tell where it stands, the last word holds.
    return state == null ? Optional.empty() : election(event, state);
  }

  private Optional<Notice> election(Event event, Word state) {
    Target target = event.target();
    ElectionNotice last = elections.get(target);
    int priority = priority(event, last);
    boolean ends = state == Word.STOP || state == Word.DELETED;
    if (last == null && ends) {
      return Optional.empty();
    }
    String from = last == null ? "" : last.word().name();
    ElectionNotice notice = new ElectionNotice(target, state, from, priority, event.reason());
    if (ends) {
      elections.remove(target);
      return Optional.of(notice);
    }
    elections.put(target, notice);
    if (last == null || last.word() != state) {
      return Optional.of(notice);
    }
    return last.priority() == priority ? Optional.empty() : repriced(notice);
  }

  /** keepalived has a word for it in two states. */
  private static Optional<Notice> repriced(ElectionNotice notice) {
    Word word =
        switch (notice.word()) {
          case MASTER -> Word.MASTER_PRIORITY;
          case BACKUP -> Word.BACKUP_PRIORITY;
          case FAULT, STOP, DELETED, MASTER_PRIORITY, BACKUP_PRIORITY -> null;
        };
    return word == null
        ? Optional.empty()
        : Optional.of(
            new ElectionNotice(
                notice.target(), word, notice.from(), notice.priority(), notice.reason()));
  }

  private static int priority(Event event, @Nullable ElectionNotice last) {
    String told = event.facts().getOrDefault(PRIORITY, "");
    if (event.target().kind() == Target.Kind.GROUP) {
      return 0;
    }
    return told.matches("[0-9]{1,3}") ? Integer.parseInt(told) : last == null ? 0 : last.priority();
  }

  private static Optional<Boolean> isUp(String state) {
    return switch (state) {
      case "UP" -> Optional.of(true);
      // Out of the table, or without new connections: keepalived knows one word for them.
      case "DOWN", "DISABLED", "DRAINING" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private Optional<Notice> health(Event event, Optional<String> subject) {
    Optional<Boolean> up = isUp(event.to());
    if (up.isEmpty() || subject.isEmpty()) {
      return Optional.empty();
    }
    Boolean last = healths.put(event.target(), up.get());
    boolean expected =
        last == null
            ? event.target().kind() == Target.Kind.SERVER && up.get()
            : last.equals(up.get());
    return expected
        ? Optional.empty()
        : Optional.of(new HealthNotice(event.target(), subject.get(), up.get()));
  }

  /**
   * Forgets what is not configured any more.
   *
   * @param last which word is the last one of a virtual router or group: DELETED or FAULT
   * @return the last word of each of them, virtual routers first
   */
  public List<Notice> keep(Predicate<Target> configured, Function<Target, Word> last) {
    healths.keySet().removeIf(configured.negate());
    return end(configured.negate(), last, "it is in the configuration no more");
  }

  /** Tells of the end of all virtual routers, and then of groups. */
  public List<Notice> stop() {
    healths.clear();
    return end(target -> true, target -> Word.STOP, "directord was stopped");
  }

  private List<Notice> end(Predicate<Target> which, Function<Target, Word> word, String reason) {
    List<Notice> ended = new ArrayList<>();
    elections.values().stream()
        .filter(notice -> which.test(notice.target()))
        .forEach(
            notice ->
                ended.add(
                    new ElectionNotice(
                        notice.target(),
                        word.apply(notice.target()),
                        notice.word().name(),
                        notice.priority(),
                        reason)));
    elections.keySet().removeIf(which);
    return ended;
  }
}
