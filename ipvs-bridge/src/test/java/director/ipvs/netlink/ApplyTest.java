// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.table;
import static director.ipvs.table.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;
import director.ipvs.IpvsPermissionException;
import director.ipvs.IpvsRefusal;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsChange.AddServer;
import director.ipvs.table.IpvsChange.AddService;
import director.ipvs.table.IpvsChange.DeleteServer;
import director.ipvs.table.IpvsChange.DeleteService;
import director.ipvs.table.IpvsChange.EditServer;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.RealServer;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of many changes,")
class ApplyTest {
  private static final VirtualService.Id HTTPS = tcp("203.0.113.10", 443);
  private static final VirtualService.Id HTTP = tcp("203.0.113.10", 80);
  private static final RealServer ONE = new RealServer(server("10.0.0.11", 443), 1);
  private static final RealServer TWO = new RealServer(server("10.0.0.12", 443), 1);
  private static final RealServer THREE = new RealServer(server("10.0.0.13", 443), 1);

  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private IpvsClient client;

  @BeforeEach
  void open() throws IOException {
    client = NetlinkIpvsClient.open(kernel);
  }

  private static AddService service(VirtualService.Id id, String scheduler) {
    return new AddService(new VirtualService(id, scheduler));
  }

  private static List<String> reasons(List<IpvsRefusal> refusals) {
    return refusals.stream().map(IpvsRefusal::reason).toList();
  }

  @Test
  @DisplayName("those that are refused do not keep the others from being made, and stay in order")
  void refusesSome() throws IOException {
    List<IpvsRefusal> refusals =
        client.apply(
            List.of(
                service(HTTPS, "wrr"),
                new AddServer(HTTPS, ONE),
                new AddServer(HTTPS, ONE),
                new AddServer(HTTPS, TWO),
                new EditServer(HTTPS, THREE, THREE.weighing(2)),
                new DeleteServer(HTTPS, THREE.id()),
                new DeleteService(HTTP)));

    assertEquals(
        List.of(
            new IpvsRefusal(
                new AddServer(HTTPS, ONE),
                "cannot add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443: File exists"
                    + " (EEXIST): it is there already; somebody else may have added it",
                17),
            new IpvsRefusal(
                new EditServer(HTTPS, THREE, THREE.weighing(2)),
                "cannot change real server 10.0.0.13:443 of TCP 203.0.113.10:443 from weight 1 to"
                    + " weight 2: No such file or directory (ENOENT): it is not in the table;"
                    + " somebody else may have deleted it",
                2)),
        refusals);
    assertEquals(table(entry(new VirtualService(HTTPS, "wrr"), ONE, TWO)), client.read().table());
  }

  @Test
  @DisplayName("the refusal of a service speaks for its real servers")
  void foldsRefusedServices() throws IOException {
    List<IpvsRefusal> refusals =
        client.apply(
            List.of(
                service(HTTPS, "fastest"),
                new AddServer(HTTPS, ONE),
                new AddServer(HTTPS, TWO),
                service(HTTP, "rr"),
                new AddServer(HTTP, ONE),
                new AddServer(HTTPS, THREE)));

    assertEquals(
        List.of(
            "cannot add service TCP 203.0.113.10:443 scheduler fastest: No such file or directory"
                + " (ENOENT): there is no kernel module ip_vs_fastest; the same for 3 more changes"
                + " to this service"),
        reasons(refusals));
    assertEquals(table(entry(new VirtualService(HTTP, "rr"), ONE)), client.read().table());
  }

  @Test
  @DisplayName("the first to a service that somebody has deleted speaks for the others")
  void foldsChangesToAMissingService() throws IOException {
    List<IpvsRefusal> refusals =
        client.apply(List.of(new AddServer(HTTPS, ONE), new AddServer(HTTPS, TWO)));

    assertEquals(
        List.of(
            "cannot add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443: No such process"
                + " (ESRCH): the service is not in the table; somebody else may have deleted it;"
                + " the same for 1 more change to this service"),
        reasons(refusals));
  }

  @Test
  @DisplayName("a service that somebody has added meanwhile still gets its real servers")
  void fillsWhatIsThere() throws IOException {
    client.apply(List.of(service(HTTPS, "wrr")));

    List<IpvsRefusal> refusals =
        client.apply(List.of(service(HTTPS, "wrr"), new AddServer(HTTPS, ONE)));

    assertEquals(1, refusals.size());
    assertEquals(table(entry(new VirtualService(HTTPS, "wrr"), ONE)), client.read().table());
  }

  @Test
  @DisplayName("each is counted as one write, however many go out at once")
  void counts() throws IOException {
    List<IpvsChange> changes = new ArrayList<>(List.of(service(HTTPS, "wrr")));
    for (int host = 0; host < 3000; host++) {
      String address = "10.0." + host / 250 + "." + (1 + host % 250);
      changes.add(new AddServer(HTTPS, new RealServer(server(address, 443), 1)));
    }

    client.apply(changes);
    client.apply(List.of());

    assertEquals(3001, client.writes());
    assertEquals(3000, client.read().table().services().get(HTTPS).servers().size());
  }

  @Test
  @DisplayName("none is taken for refused when the module was loaded anew: the table is another")
  void noticesAReloadedModule() throws IOException {
    kernel.reloadModule();

    var thrown =
        assertThrows(
            IpvsException.class,
            () -> client.apply(List.of(service(HTTPS, "wrr"), new DeleteServer(HTTP, ONE.id()))));

    assertEquals(
        "the kernel module ip_vs was loaded anew since the table was read: read it again",
        thrown.getMessage());
    assertEquals(List.of(), client.apply(List.of(service(HTTPS, "wrr"))));
  }

  @Test
  @DisplayName("none is tried again where we have no right to make any")
  void saysThatItMayNot() throws IOException {
    kernel.withoutPermission();

    assertThrows(
        IpvsPermissionException.class,
        () -> client.apply(List.of(service(HTTPS, "wrr"), new AddServer(HTTPS, ONE))));
  }

  @Test
  @DisplayName("a service deleted while it is read is not taken for one without real servers")
  void readsNoGhost() throws IOException {
    FaultyNetlink between = new FaultyNetlink(kernel);
    IpvsClient reader = NetlinkIpvsClient.open(between);
    client.apply(List.of(service(HTTPS, "wrr"), new AddServer(HTTPS, ONE), service(HTTP, "rr")));
    between.beforeDump(2, () -> client.apply(List.of(new DeleteService(HTTPS))));

    IpvsTable table = reader.read().table();

    assertEquals(table(entry(new VirtualService(HTTP, "rr"))), table);
    assertFalse(reader.read().statistics().service(HTTPS).isPresent());
  }

  @Test
  @DisplayName("none is left from a dump that was disturbed and had to begin again")
  void readsADisturbedDumpAnew() throws IOException {
    FaultyNetlink between = new FaultyNetlink(kernel);
    IpvsClient reader = NetlinkIpvsClient.open(between);
    client.apply(
        List.of(service(HTTPS, "wrr"), new AddServer(HTTPS, ONE), new AddServer(HTTPS, TWO)));
    between.disturbDump(2, () -> client.apply(List.of(new DeleteServer(HTTPS, ONE.id()))));

    IpvsTable table = reader.read().table();

    assertEquals(table(entry(new VirtualService(HTTPS, "wrr"), TWO)), table);
  }
}
