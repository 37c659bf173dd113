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

    assertEquals(99 * 99 * 3, pairs);
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
      assertRightIsLeftAlone(desired, actual, table);
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

  /** On the way from one end to the other. */
  private static void assertNotPoorer(IpvsTable desired, IpvsTable actual, IpvsTable now) {
    for (IpvsTable.Entry before : actual.services().values()) {
      VirtualService.Id id = before.service().id();
      IpvsTable.Entry after = desired.services().get(id);
      if (after != null) {
        IpvsTable.Entry entry = now.services().get(id);
        long servers = Math.min(workingServers(before), workingServers(after));
        assertTrue(workingServers(entry) >= servers, () -> id + " has fewer servers");
        long weight = Math.min(workingWeight(before), workingWeight(after));
        assertTrue(workingWeight(entry) >= weight, () -> id + " has less weight");
      }
    }
  }

  /** What both ends have alike is so at each moment between. */
  private static void assertRightIsLeftAlone(IpvsTable desired, IpvsTable actual, IpvsTable now) {
    for (IpvsTable.Entry before : actual.services().values()) {
      VirtualService.Id id = before.service().id();
      IpvsTable.Entry after = desired.services().get(id);
      IpvsTable.Entry entry = now.services().get(id);
      if (after != null && after.service().equals(before.service())) {
        assertEquals(before.service(), entry.service());
      }
      for (RealServer server : before.servers().values()) {
        if (after != null && server.equals(after.servers().get(server.id()))) {
          assertEquals(server, entry.servers().get(server.id()));
        }
      }
    }
  }

  private static long workingServers(IpvsTable.Entry entry) {
    return entry.service().scheduler().equals("none")
        ? 0
        : entry.servers().values().stream().filter(server -> server.weight() > 0).count();
  }

  private static long workingWeight(IpvsTable.Entry entry) {
    return entry.service().scheduler().equals("none")
        ? 0
        : entry.servers().values().stream().mapToLong(RealServer::weight).sum();
  }

  /** Service one in 33 states, service two in 3. */
  private static List<IpvsTable> smallTables() {
    List<IpvsTable> tables = new ArrayList<>();
    for (List<IpvsTable.Entry> first : firstServices()) {
      for (List<IpvsTable.Entry> second : secondServices()) {
        tables.add(IpvsTable.of(concat(first, second)));
      }
    }
    return tables;
  }

  /** Absent, or with one of two schedulers and two servers, each absent or with some weight. */
  private static List<List<IpvsTable.Entry>> firstServices() {
    List<List<IpvsTable.Entry>> states = new ArrayList<>(List.of(List.of()));
    for (String scheduler : List.of("none", "wrr")) {
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
    return List.of(
        List.of(),
        List.of(new RealServer(id, 0)),
        List.of(new RealServer(id, 1)),
        List.of(new RealServer(id, 2)));
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
