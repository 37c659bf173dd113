// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.Bytes;
import director.netlink.FakeNetlink;
import director.netlink.LinuxNetlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import director.netlink.linux.Errno;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteClientTest {
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_NEWADDR = 20;
  private static final int RTM_DELADDR = 21;
  private static final int RTM_GETADDR = 22;

  private final InetAddress address = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 10});
  private final InterfaceAddress vip = InterfaceAddress.of(2, address, 24);

  RouteClientTest() throws Exception {}

  /** A kernel that has 192.0.2.10/24 on interface 2, and refuses every change. */
  private static FakeNetlink refusing(Errno errno, String words) {
    return new FakeNetlink(
        request -> {
          if (request.type() == RTM_GETADDR) {
            return List.of(new NetlinkMessage(RTM_NEWADDR, 2, Bytes.of(AddressCodecTest.IPV4)));
          }
          throw NetlinkException.refused("netlink request", errno.intValue(), words);
        });
  }

  @Test
  @DisplayName("lists links in the order of their indices")
  void listsLinks() throws Exception {
    String second = "00000100 02000000 00000000 00000000 06000300 62000000";
    String first = "00000100 01000000 00000000 00000000 06000300 61000000";
    FakeNetlink kernel =
        new FakeNetlink(
            request ->
                List.of(
                    new NetlinkMessage(RTM_NEWLINK, 2, Bytes.of(second)),
                    new NetlinkMessage(RTM_NEWLINK, 2, Bytes.of(first))));

    List<Link> links = new RouteClient(kernel).links();

    assertEquals(
        List.of(
            new Link(1, "a", false, false, false, Optional.empty(), 0),
            new Link(2, "b", false, false, false, Optional.empty(), 0)),
        links);
  }

  @Test
  @DisplayName("lists addresses")
  void listsAddresses() throws Exception {
    List<InterfaceAddress> addresses = new RouteClient(refusing(Errno.EPERM, "")).addresses();

    assertEquals(
        List.of(vip.withProtocol(112).withLabel("eth0").withFlags(AddressFlag.PERMANENT)),
        addresses);
  }

  @Test
  @DisplayName("adds and deletes with one request each")
  void addsAndDeletes() throws Exception {
    FakeNetlink kernel = new FakeNetlink(request -> List.of());
    RouteClient client = new RouteClient(kernel);

    assertTrue(client.add(vip));
    assertTrue(client.delete(vip));

    assertEquals(
        List.of(RTM_NEWADDR, RTM_DELADDR),
        kernel.requests().stream().map(NetlinkMessage::type).toList());
  }

  @Test
  @DisplayName("to add what is there already is success, and says that nothing was done")
  void addsTwice() throws Exception {
    RouteClient client = new RouteClient(refusing(Errno.EEXIST, ""));

    assertFalse(client.add(vip.withProtocol(3)));
  }

  @Test
  @DisplayName("to add what is there with another prefix is refused, as the kernel says it")
  void addsWithAnotherPrefix() {
    RouteClient client = new RouteClient(refusing(Errno.EEXIST, "ipv6: address already assigned"));

    var refused =
        assertThrows(NetlinkException.class, () -> client.add(InterfaceAddress.of(2, address, 32)));

    assertEquals(
        "add 192.0.2.10/32 to interface 2: File exists (EEXIST): "
            + "the kernel says \"ipv6: address already assigned\"",
        refused.getMessage());
  }

  @Test
  @DisplayName("any other refusal of an add is told with what was attempted")
  void addsWithoutPrivilege() {
    RouteClient client = new RouteClient(refusing(Errno.EPERM, ""));

    var refused = assertThrows(NetlinkException.class, () -> client.add(vip));

    assertEquals(
        "add 192.0.2.10/24 to interface 2: Operation not permitted (EPERM)", refused.getMessage());
    assertTrue(refused.is(Errno.EPERM));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = Errno.class,
      names = {"EADDRNOTAVAIL", "ENODEV"})
  @DisplayName("to delete what is not there is success, and says that nothing was done")
  void deletesTwice(Errno errno) throws Exception {
    assertFalse(new RouteClient(refusing(errno, "")).delete(vip));
  }

  @Test
  @DisplayName("any other refusal of a delete is told with what was attempted")
  void deletesWithoutPrivilege() {
    RouteClient client = new RouteClient(refusing(Errno.EPERM, ""));

    var refused = assertThrows(NetlinkException.class, () -> client.delete(vip));

    assertEquals(
        "delete 192.0.2.10/24 from interface 2: Operation not permitted (EPERM)",
        refused.getMessage());
  }

  @Test
  @DisplayName("closes its conversation")
  void closes() {
    FakeNetlink kernel = new FakeNetlink(request -> List.of());

    new RouteClient(kernel).close();

    assertTrue(kernel.closed());
  }

  @Test
  @DisplayName("this machine's kernel has a loopback, and can be asked for its addresses")
  void asksTheKernel() throws Exception {
    try (RouteClient client = new RouteClient(LinuxNetlink.open(LinuxNetlink.ROUTE));
        RouteMonitor monitor = RouteMonitor.open()) {
      List<Link> loopbacks = client.links().stream().filter(Link::loopback).toList();

      client.addresses();

      assertEquals(List.of("lo"), loopbacks.stream().map(Link::name).toList());
      assertTrue(monitor.descriptor().isOpen());
    }
  }
}
