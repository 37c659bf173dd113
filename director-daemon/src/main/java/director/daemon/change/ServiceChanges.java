// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import director.daemon.change.LiveConnections.Count;
import director.daemon.change.Touch.Verb;
import director.daemon.config.DirectorConfig;
import director.daemon.config.NamedServersConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.config.text.ServiceTerms;
import director.daemon.config.text.Term;
import director.daemon.config.text.Term.Keyed;
import director.daemon.event.Target;
import director.ipvs.table.VirtualService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of virtual services, and of the servers of those that stay. */
final class ServiceChanges {
  /** Servers of a service that comes or goes that are named. */
  private static final int NAMED = 10;

  private final DirectorConfig before;
  private final DirectorConfig after;
  private final LiveConnections live;
  private final Consumer<Touch> found;

  ServiceChanges(
      DirectorConfig before, DirectorConfig after, LiveConnections live, Consumer<Touch> found) {
    this.before = before;
    this.after = after;
    this.live = live;
    this.found = found;
  }

  void find() {
    ByName.compare(
        before.services(),
        after.services(),
        (name, was) -> found.accept(removed(was)),
        (name, was, is) -> compare(was, is),
        (name, is) -> found.accept(added(is)));
  }

  private Touch removed(ServiceConfig was) {
    Count count = sum(was.virtual().ids().stream());
    return new Touch(
        Verb.REMOVE,
        Target.service(was.name()),
        summary(was),
        leaving(was.virtual() + " leaves the table", count),
        count.all(),
        count.lost());
  }

  private Count sum(Stream<VirtualService.Id> ids) {
    long[] lost = new long[1];
    long all =
        ids.mapToLong(
                id -> {
                  Count count = live.at(id);
                  lost[0] += count.lost();
                  return count.all() == null ? 0 : count.all();
                })
            .sum();
    return new Count(live.areKnown() ? all : null, lost[0]);
  }

  private static String leaving(String what, Count count) {
    if (count.all() == null) {
      return what + ": its connections end, how many is not known";
    }
    if (count.all() == 0) {
      return what + ": it has no connections";
    }
    long stay = count.all() - count.lost();
    String staying = Numbers.connections(stay) + " go on with a service of another name";
    return count.lost() == 0
        ? what + " by this name: " + staying
        : what
            + ": "
            + Numbers.connections(count.lost())
            + (count.lost() == 1 ? " ends" : " end")
            + (stay == 0 ? "" : ", " + staying);
  }

  private static Touch added(ServiceConfig is) {
    boolean unchecked = is.checks().isEmpty();
    return Touch.of(
        Verb.ADD,
        Target.service(is.name()),
        summary(is),
        is.virtual()
            + (unchecked
                ? " is answered at once"
                : " is answered as soon as checks of its servers have passed"));
  }

  private static List<String> summary(ServiceConfig service) {
    List<String> lines =
        new ArrayList<>(
            Difference.some(
                ServiceTerms.of(service), "virtual", "fwmark", "protocol", "scheduler"));
    int servers = service.realServers().size();
    String names =
        service.realServers().keySet().stream().limit(NAMED).collect(Collectors.joining(", "));
    String more = servers > NAMED ? " and " + (servers - NAMED) + " more" : "";
    lines.add(Numbers.of(servers, "server") + (servers == 0 ? "" : ": ") + names + more);
    return lines;
  }

  private void compare(ServiceConfig was, ServiceConfig is) {
    Keyed old = withNames(was);
    Keyed next = withNames(is);
    if (!old.equals(next)) {
      found.accept(changed(was, is, Difference.of(old, next)));
    }
    new ServerChanges(was, is, live, found).find();
  }

  /** Servers behind a DNS name are a matter of the service: each has an entry of its own, too. */
  private static Keyed withNames(ServiceConfig service) {
    Map<String, Term> terms = new LinkedHashMap<>(ServiceTerms.of(service).terms());
    Map<String, Term> names = new TreeMap<>();
    for (NamedServersConfig named : service.namedServers().values()) {
      names.put(named.name(), ServiceTerms.named(named));
    }
    terms.put("real-servers", new Keyed(names));
    return new Keyed(terms);
  }

  private Touch changed(ServiceConfig was, ServiceConfig is, List<String> detail) {
    List<String> effects = new ArrayList<>();
    Count gone = sum(was.virtual().ids().stream().filter(id -> !live.stays(id)));
    boolean leaves = was.virtual().ids().stream().anyMatch(id -> !is.virtual().ids().contains(id));
    if (leaves) {
      effects.add(
          leaving("what clients connect to is another; the old one leaves the table", gone));
    } else if (!was.virtual().ids().equals(is.virtual().ids())) {
      effects.add("clients can connect to more");
    }
    if (was.scheduler() != is.scheduler() || was.schedulerFlags() != is.schedulerFlags()) {
      effects.add("new connections are spread in another way; those that live go on");
    }
    if (!was.persistence().equals(is.persistence())) {
      effects.add("clients that come back may find another server");
    }
    if (!was.forwarding().equals(is.forwarding())) {
      effects.add("new connections get to the servers by another way; those that live go on");
    }
    if (!was.sorryServer().equals(is.sorryServer())) {
      effects.add("it shows when the quorum is lost");
    }
    if (!was.checks().equals(is.checks())) {
      effects.add("checks that differ start afresh; until they tell, servers stay as they are");
    }
    return new Touch(
        Verb.CHANGE,
        Target.service(is.name()),
        detail,
        String.join("; ", effects),
        leaves ? gone.all() : null,
        gone.lost());
  }
}
