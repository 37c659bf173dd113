// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.tcp;
import static director.ipvs.table.Tables.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("For any two tables, the difference")
class IpvsReconcilerPropertyTest {
  private static final VirtualService.Id FIRST = tcp("203.0.113.10", 443);
  private static final VirtualService.Id SECOND = udp("2001:db8::10", 53);

  @Test
  @DisplayName(
      "of a small universe leads from the one to the other, and is never poorer on the way")
  void everyPairOfSmallTables() {
    List<IpvsTable> tables = smallTables();

    int pairs = 0;
    for (IpvsTable desired : tables) {
      for (IpvsTable actual : tables) {
        for (Set<VirtualService.Id> owned :
            List.of(Set.<VirtualService.Id>of(), Set.of(FIRST), Set.of(FIRST, SECOND))) {
          check(desired, actual, owned);
          pairs++;
        }
      }
    }

    assertEquals(57 * 57 * 3, pairs);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("leads from the one to the other, and is never poorer on the way")
  void anyPairOfTables(long seed) {
    Random random = new Random(seed);

    for (int pair = 0; pair < 20; pair++) {
      IpvsTable desired = RandomTables.table(random);
      IpvsTable actual = RandomTables.table(random);

      check(desired, actual, RandomTables.someOf(actual.services().keySet(), random));
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  private static void check(IpvsTable desired, IpvsTable actual, Set<VirtualService.Id> owned) {
    List<IpvsChange> changes = IpvsReconciler.diff(desired, actual, owned);

    IpvsTable table = actual;
    for (IpvsChange change : changes) {
      IpvsTable before = table;
      table = TableModel.apply(change, before);
      assertNotEquals(before, table, () -> "changes nothing: " + change.describe());
      assertNotPoorer(desired, actual, table);
    }
    assertEquals(expected(desired, actual, owned), table);
    assertEquals(List.of(), IpvsReconciler.diff(desired, table, owned));
  }

  /** What is desired, and what is there without being desired or owned. */
  private static IpvsTable expected(
      IpvsTable desired, IpvsTable actual, Set<VirtualService.Id> owned) {
    SortedMap<VirtualService.Id, IpvsTable.Entry> services = new TreeMap<>(actual.services());
    services.keySet().removeAll(owned);
    services.putAll(desired.services());
    return new IpvsTable(services);
  }

  private static void assertNotPoorer(IpvsTable desired, IpvsTable actual, IpvsTable now) {
    actual
        .services()
        .forEach(
            (id, before) -> {
              IpvsTable.Entry after = desired.services().get(id);
              if (after != null) {
                long least = Math.min(working(before), working(after));
                assertTrue(working(now.services().get(id)) >= least, () -> id + " is poorer");
              }
            });
  }

  private static long working(IpvsTable.Entry entry) {
    return entry.servers().values().stream().filter(server -> server.weight() > 0).count();
  }

  /** Service one in 19 states, service two in 3. */
  private static List<IpvsTable> smallTables() {
    List<IpvsTable> tables = new ArrayList<>();
    for (List<IpvsTable.Entry> first : firstServices()) {
      for (List<IpvsTable.Entry> second : secondServices()) {
        tables.add(IpvsTable.of(concat(first, second)));
      }
    }
    return tables;
  }

  /** Absent, or with one of two schedulers and two servers that are absent, drained or in. */
  private static List<List<IpvsTable.Entry>> firstServices() {
    List<List<IpvsTable.Entry>> states = new ArrayList<>(List.of(List.of()));
    for (String scheduler : List.of("rr", "wrr")) {
      for (List<RealServer> one : serverStates(server("10.0.0.11", 443))) {
        for (List<RealServer> two : serverStates(server("10.0.0.12", 443))) {
          VirtualService service = new VirtualService(FIRST, scheduler);
          states.add(List.of(IpvsTable.Entry.of(service, concat(one, two))));
        }
      }
    }
    return states;
  }

  private static List<List<RealServer>> serverStates(RealServer.Id id) {
    return List.of(List.of(), List.of(new RealServer(id, 0)), List.of(new RealServer(id, 1)));
  }

  private static List<List<IpvsTable.Entry>> secondServices() {
    VirtualService service = new VirtualService(SECOND, "rr");
    RealServer answers = new RealServer(server("2001:db8::11", 53), 1);
    return List.of(
        List.of(),
        List.of(IpvsTable.Entry.of(service, List.of())),
        List.of(IpvsTable.Entry.of(service, List.of(answers))));
  }

  private static <T> List<T> concat(List<T> one, List<T> two) {
    return IntStream.range(0, one.size() + two.size())
        .mapToObj(i -> i < one.size() ? one.get(i) : two.get(i - one.size()))
        .toList();
  }
}
