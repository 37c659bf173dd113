// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.table;
import static director.ipvs.table.Tables.tcp;
import static director.ipvs.table.Tables.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.ipvs.table.IpvsChange.AddServer;
import director.ipvs.table.IpvsChange.AddService;
import director.ipvs.table.IpvsChange.DeleteServer;
import director.ipvs.table.IpvsChange.DeleteService;
import director.ipvs.table.IpvsChange.EditServer;
import director.ipvs.table.IpvsChange.EditService;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The difference of two tables")
class IpvsReconcilerTest {
  private static final VirtualService.Id HTTPS = tcp("203.0.113.10", 443);
  private static final VirtualService.Id HTTP = tcp("203.0.113.10", 80);
  private static final VirtualService.Id DNS = udp("2001:db8::10", 53);
  private static final RealServer.Id ROUTER_1 = server("10.0.0.11", 443);
  private static final RealServer.Id ROUTER_2 = server("10.0.0.12", 443);
  private static final RealServer.Id ROUTER_3 = server("10.0.0.13", 443);

  @Test
  @DisplayName("is nothing when they are equal")
  void nothingToDo() {
    IpvsTable right = table(entry(wrr(HTTPS), new RealServer(ROUTER_1, 1)), entry(wrr(HTTP)));

    List<IpvsChange> changes = IpvsReconciler.diff(right, right, Set.of(HTTPS, HTTP));

    assertEquals(List.of(), changes);
  }

  @Test
  @DisplayName("builds each service before its real servers")
  void buildsAnEmptyTable() {
    IpvsTable desired =
        table(
            entry(wrr(HTTPS), new RealServer(ROUTER_2, 2), new RealServer(ROUTER_1, 1)),
            entry(wrr(DNS)));

    List<IpvsChange> changes = IpvsReconciler.diff(desired, IpvsTable.EMPTY, Set.of());

    assertEquals(
        List.of(
            new AddService(none(HTTPS)),
            new AddServer(HTTPS, new RealServer(ROUTER_1, 1)),
            new AddServer(HTTPS, new RealServer(ROUTER_2, 2)),
            new EditService(none(HTTPS), wrr(HTTPS)),
            new AddService(wrr(DNS))),
        changes);
  }

  @Test
  @DisplayName("gives a service with one real server its scheduler at once")
  void buildsASmallService() {
    IpvsTable desired = table(entry(wrr(HTTPS), new RealServer(ROUTER_1, 1)));

    List<IpvsChange> changes = IpvsReconciler.diff(desired, IpvsTable.EMPTY, Set.of());

    assertEquals(
        List.of(new AddService(wrr(HTTPS)), new AddServer(HTTPS, new RealServer(ROUTER_1, 1))),
        changes);
  }

  @Test
  @DisplayName("fills a service that was left without a scheduler before it gives it one")
  void finishesWhatWasBroken() {
    IpvsTable desired =
        table(entry(wrr(HTTPS), new RealServer(ROUTER_1, 1), new RealServer(ROUTER_2, 1)));
    IpvsTable actual = table(entry(none(HTTPS), new RealServer(ROUTER_1, 1)));

    List<IpvsChange> changes = IpvsReconciler.diff(desired, actual, Set.of());

    assertEquals(
        List.of(
            new AddServer(HTTPS, new RealServer(ROUTER_2, 1)),
            new EditService(none(HTTPS), wrr(HTTPS))),
        changes);
  }

  @Test
  @DisplayName("adds, then gives weight, then edits what else, then deletes")
  void addsBeforeItDeletes() {
    VirtualService rr = new VirtualService(HTTPS, "rr");
    IpvsTable desired =
        table(
            entry(wrr(HTTP), new RealServer(ROUTER_1, 0), new RealServer(ROUTER_2, 1)),
            entry(rr, new RealServer(ROUTER_3, 1)));
    IpvsTable actual =
        table(
            entry(wrr(HTTP), new RealServer(ROUTER_1, 1), new RealServer(ROUTER_2, 0)),
            entry(wrr(HTTPS), new RealServer(ROUTER_1, 1), new RealServer(ROUTER_2, 1)),
            entry(wrr(DNS)));

    List<IpvsChange> changes = IpvsReconciler.diff(desired, actual, Set.of(DNS));

    assertEquals(
        List.of(
            new AddServer(HTTPS, new RealServer(ROUTER_3, 1)),
            new EditServer(HTTP, new RealServer(ROUTER_2, 0), new RealServer(ROUTER_2, 1)),
            new EditServer(HTTP, new RealServer(ROUTER_1, 1), new RealServer(ROUTER_1, 0)),
            new EditService(wrr(HTTPS), rr),
            new DeleteServer(HTTPS, ROUTER_1),
            new DeleteServer(HTTPS, ROUTER_2),
            new DeleteService(DNS)),
        changes);
  }

  @Test
  @DisplayName("leaves a service alone that is neither desired nor ours")
  void leavesForeignServices() {
    IpvsTable actual = table(entry(wrr(HTTP), new RealServer(ROUTER_1, 1)), entry(wrr(DNS)));

    List<IpvsChange> changes = IpvsReconciler.diff(IpvsTable.EMPTY, actual, Set.of(HTTP));

    assertEquals(List.of(new DeleteService(HTTP)), changes);
  }

  @Test
  @DisplayName("takes over a desired service that somebody else has made")
  void adoptsWhatIsDesired() {
    IpvsTable desired = table(entry(wrr(HTTPS), new RealServer(ROUTER_1, 1)));
    RealServer masqueraded = new RealServer(ROUTER_1, 1, ForwardingMethod.MASQUERADE, 0, 0);
    IpvsTable actual = table(entry(wrr(HTTPS), masqueraded, new RealServer(ROUTER_2, 1)));

    List<IpvsChange> changes = IpvsReconciler.diff(desired, actual, Set.of());

    assertEquals(
        List.of(
            new EditServer(HTTPS, masqueraded, new RealServer(ROUTER_1, 1)),
            new DeleteServer(HTTPS, ROUTER_2)),
        changes);
  }

  private static VirtualService none(VirtualService.Id id) {
    return new VirtualService(id, "none");
  }

  private static VirtualService wrr(VirtualService.Id id) {
    return new VirtualService(id, "wrr");
  }
}
