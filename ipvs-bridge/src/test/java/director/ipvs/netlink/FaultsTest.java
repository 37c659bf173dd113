// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;
import director.ipvs.IpvsRefusal;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsReconciler;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.RandomTables;
import director.ipvs.table.VirtualService;
import director.testkit.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads, compares and writes, over and over, as the director does. */
@DisplayName("Whatever goes wrong between us and the kernel,")
class FaultsTest {
  private static final int PASSES = 12;

  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private final FaultyNetlink between = new FaultyNetlink(kernel);
  private final List<String> troubles = new ArrayList<>();

  static LongStream seeds() {
    return Seeds.first(300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("one pass after it has ended the table is right, and foreign services are untouched")
  void converges(long seed) throws IOException {
    Random random = new Random(seed);
    IpvsClient client = NetlinkIpvsClient.open(between);
    IpvsClient somebodyElse = NetlinkIpvsClient.open(kernel);
    IpvsTable before = RandomTables.table(random);
    bring(somebodyElse, before, Set.of());
    Set<VirtualService.Id> foreign = RandomTables.someOf(before.services().keySet(), random);
    IpvsTable desired = without(RandomTables.table(random), foreign);
    Set<VirtualService.Id> owned = new TreeSet<>(before.services().keySet());
    owned.addAll(desired.services().keySet());
    owned.removeAll(foreign);

    between.misbehave(0.1, random, () -> meddle(somebodyElse, owned, random));
    for (int pass = 0; pass < PASSES; pass++) {
      pass(client, desired, owned);
    }
    between.calmDown();
    pass(client, desired, owned);

    assertEquals(union(desired, only(before, foreign)), somebodyElse.read().table(), this::story);
    long writes = client.writes();
    pass(client, desired, owned);
    assertEquals(writes, client.writes(), this::story);
  }

  @Test
  @DisplayName("all of it happens in these runs")
  void allHappens() throws IOException {
    Set<String> happened = new TreeSet<>();
    Set<String> troublesSeen = new TreeSet<>();
    for (long seed = 0; seed < 100; seed++) {
      FaultsTest run = new FaultsTest();
      run.converges(seed);
      happened.addAll(run.between.happened());
      troublesSeen.addAll(run.troubles);
    }

    assertEquals(9, happened.size(), happened::toString);
    assertTrue(troublesSeen.containsAll(Set.of("2", "3", "17")), troublesSeen::toString);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("a module that is loaded anew at any moment is found, and its table filled")
  void survivesAReload(long seed) throws IOException {
    Random random = new Random(seed);
    IpvsClient client = NetlinkIpvsClient.open(between);
    IpvsTable desired = RandomTables.table(random);

    between.misbehave(0.3, random, kernel::reloadModule);
    for (int pass = 0; pass < PASSES; pass++) {
      pass(client, desired, desired.services().keySet());
    }
    between.calmDown();
    pass(client, desired, desired.services().keySet());
    pass(client, desired, desired.services().keySet());

    assertEquals(desired, NetlinkIpvsClient.open(kernel).read().table(), this::story);
  }

  private void pass(IpvsClient client, IpvsTable desired, Set<VirtualService.Id> owned) {
    try {
      IpvsTable actual = client.read().table();
      for (IpvsRefusal refusal : client.apply(IpvsReconciler.diff(desired, actual, owned))) {
        troubles.add(Integer.toString(refusal.errno()));
      }
    } catch (IpvsException e) {
      troubles.add(e.getMessage());
    }
  }

  private String story() {
    return between.happened() + " " + troubles;
  }

  /** Somebody who has a table of their own in mind for our services, but does only some of it. */
  private static void meddle(IpvsClient client, Set<VirtualService.Id> ours, Random random)
      throws IOException {
    IpvsTable whim = only(RandomTables.table(random), ours);
    List<IpvsChange> changes =
        new ArrayList<>(IpvsReconciler.diff(whim, client.read().table(), ours));
    changes.removeIf(change -> random.nextInt(3) > 0);
    client.apply(changes);
  }

  private static void bring(IpvsClient client, IpvsTable to, Set<VirtualService.Id> owned)
      throws IOException {
    assertEquals(List.of(), client.apply(IpvsReconciler.diff(to, client.read().table(), owned)));
  }

  private static IpvsTable without(IpvsTable table, Set<VirtualService.Id> ids) {
    SortedMap<VirtualService.Id, IpvsTable.Entry> services = new TreeMap<>(table.services());
    services.keySet().removeAll(ids);
    return new IpvsTable(services);
  }

  private static IpvsTable only(IpvsTable table, Set<VirtualService.Id> ids) {
    SortedMap<VirtualService.Id, IpvsTable.Entry> services = new TreeMap<>(table.services());
    services.keySet().retainAll(ids);
    return new IpvsTable(services);
  }

  private static IpvsTable union(IpvsTable desired, IpvsTable foreign) {
    SortedMap<VirtualService.Id, IpvsTable.Entry> services = new TreeMap<>(foreign.services());
    services.putAll(desired.services());
    return new IpvsTable(services);
  }
}
