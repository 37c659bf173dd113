// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsException;
import director.ipvs.IpvsPermissionException;
import director.ipvs.IpvsUnavailableException;
import director.ipvs.table.IpvsChange.AddService;
import director.ipvs.table.IpvsChange.DeleteServer;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.RealServer;
import director.ipvs.table.VirtualService;
import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("With a fake kernel,")
class NetlinkIpvsClientTest extends IpvsClientContract {
  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private IpvsClient client;

  @BeforeEach
  void open() throws IOException {
    client = NetlinkIpvsClient.open(kernel);
  }

  @Override
  IpvsClient client() {
    return client;
  }

  @Test
  @DisplayName("every change, zero and refusal is counted as a write, and a list is not")
  void counts() throws IOException {
    client.apply(List.of(new AddService(new VirtualService(HTTPS, "rr"))));
    client.apply(List.of(new DeleteServer(HTTPS, ROUTER)));
    client.zero(HTTPS);
    client.read();

    assertEquals(8, client.requests(), "a service without servers is looked for again");
    assertEquals(3, client.writes());
  }

  @Test
  @DisplayName("a second start against a correct table writes nothing")
  void secondStartWritesNothing() throws IOException {
    IpvsTable desired = table(entry(new VirtualService(HTTPS, "wrr"), new RealServer(ROUTER, 1)));
    bringTo(desired, Set.of());

    client = NetlinkIpvsClient.open(kernel);
    bringTo(desired, Set.of(HTTPS));

    assertEquals(4, client.requests());
    assertEquals(0, client.writes());
  }

  @Test
  @DisplayName("a kernel without IPVS is told from others, with what to load")
  void saysWhatToLoad() {
    FakeIpvsKernel without = new FakeIpvsKernel().withoutIpvs();

    var unavailable =
        assertThrows(IpvsUnavailableException.class, () -> NetlinkIpvsClient.open(without));

    assertEquals(
        "IPVS is not in this kernel: load it with \"modprobe ip_vs\"; in a container the host must"
            + " load it; a kernel built without CONFIG_IP_VS cannot be used",
        unavailable.getMessage());
    assertFalse(without.isOpen());
  }

  @Test
  @DisplayName("a missing privilege is told from others, for reading and for writing")
  void saysWhatPrivilegeIsMissing() {
    kernel.withoutPermission();

    var read = assertThrows(IpvsPermissionException.class, () -> client.read());
    var write =
        assertThrows(
            IpvsPermissionException.class,
            () -> client.apply(List.of(new DeleteServer(HTTPS, ROUTER))));

    assertEquals(
        "cannot read the IPVS table: Operation not permitted (EPERM): it takes root, or"
            + " CAP_NET_ADMIN outside of any user namespace",
        read.getMessage());
    assertEquals(
        "cannot delete real server 10.0.0.11:443 from TCP 203.0.113.10:443: Operation not"
            + " permitted (EPERM): it takes root, or CAP_NET_ADMIN outside of any user namespace",
        write.getMessage());
  }

  @Test
  @DisplayName("a module that was unloaded and loaded again is found again")
  void findsAReloadedModule() throws IOException {
    client.apply(List.of(new AddService(new VirtualService(HTTPS, "rr"))));

    kernel.reloadModule();

    assertEquals(IpvsTable.EMPTY, client.read().table());
  }

  @Test
  @DisplayName("a module that was unloaded for good is reported as such")
  void reportsAnUnloadedModule() {
    kernel.reloadModule();
    kernel.withoutIpvs();

    assertThrows(IpvsUnavailableException.class, () -> client.read());
  }

  @Test
  @DisplayName("no answer is reported with what was asked")
  void reportsSilence() throws IOException {
    var silent = NetlinkIpvsClient.open(new SilentAfterLookup(kernel));

    var silence =
        assertThrows(
            IpvsException.class,
            () -> silent.apply(List.of(new AddService(new VirtualService(HTTPS, "rr")))));

    assertEquals(
        "cannot add service TCP 203.0.113.10:443 scheduler rr: netlink request: no complete"
            + " answer within 5 s",
        silence.getMessage());
    assertEquals(0, silence.errno());
  }

  @Test
  @DisplayName("the conversation ends with the client")
  void closes() {
    client.close();

    assertFalse(kernel.isOpen());
  }

  private record SilentAfterLookup(Netlink kernel) implements Netlink {
    private static final int GENL_ID_CTRL = 16;

    @Override
    public List<NetlinkMessage> request(NetlinkMessage request) throws NetlinkException {
      if (request.type() == GENL_ID_CTRL) {
        return kernel.request(request);
      }
      throw NetlinkException.broken("netlink request", "no complete answer within 5 s");
    }

    @Override
    public void close() {}
  }
}
