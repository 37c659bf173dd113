// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.linux.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Asks the kernel of this machine what everybody may ask. */
class LinuxNetlinkTest {
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_GETLINK = 18;
  private static final int IFLA_IFNAME = 3;
  private static final int LINK_HEADER_LENGTH = 16;
  private static final NetlinkMessage LINKS =
      new NetlinkMessage(RTM_GETLINK, NetlinkMessage.DUMP, ByteBuffer.allocate(LINK_HEADER_LENGTH));

  private LinuxNetlink netlink;

  @BeforeEach
  void open() throws Exception {
    netlink = LinuxNetlink.open(LinuxNetlink.ROUTE);
  }

  @AfterEach
  void close() {
    netlink.close();
  }

  private static NetlinkMessage link(int index) {
    ByteBuffer header =
        ByteBuffer.allocate(LINK_HEADER_LENGTH).order(ByteOrder.nativeOrder()).putInt(4, index);
    return new NetlinkMessage(RTM_GETLINK, 0, header);
  }

  private static String name(NetlinkMessage link) throws NetlinkException {
    return Attributes.parse(link.payload().position(LINK_HEADER_LENGTH)).string(IFLA_IFNAME);
  }

  @Test
  @DisplayName("a dump of links holds the loopback interface")
  void dumps() throws Exception {
    List<String> names = new ArrayList<>();

    for (NetlinkMessage message : netlink.request(LINKS)) {
      assertEquals(RTM_NEWLINK, message.type());
      names.add(name(message));
    }

    assertTrue(names.contains("lo"), names.toString());
  }

  @Test
  @DisplayName("a request for one link is answered with one message")
  void asksForOne() throws Exception {
    List<NetlinkMessage> answer = netlink.request(link(1));

    assertEquals(1, answer.size());
    assertEquals("lo", name(answer.get(0)));
  }

  @Test
  @DisplayName("what the kernel refuses has its error number, and the next request is answered")
  void survivesRefusal() throws Exception {
    var refused = assertThrows(NetlinkException.class, () -> netlink.request(link(2_000_000_000)));

    assertTrue(refused.is(Errno.ENODEV), refused.getMessage());
    assertEquals("lo", name(netlink.request(link(1)).get(0)));
  }

  @Test
  @DisplayName(
      "of a thousand requests in a few sends, those that the kernel refuses are told apart")
  void sendsMany() throws Exception {
    List<NetlinkMessage> requests = new ArrayList<>();
    for (int place = 0; place < 1000; place++) {
      requests.add(link(place % 100 == 7 ? 1 : 2_000_000_000));
    }

    SortedMap<Integer, NetlinkException> refusals = netlink.changeAll(requests);

    assertEquals(990, refusals.size());
    assertTrue(refusals.values().stream().allMatch(refusal -> refusal.is(Errno.ENODEV)));
    assertTrue(refusals.keySet().stream().noneMatch(place -> place % 100 == 7));
    assertEquals("lo", name(netlink.request(link(1)).get(0)));
  }

  @Test
  @DisplayName("a request larger than the buffer is our own mistake")
  void refusesTooLarge() {
    var large = new NetlinkMessage(RTM_GETLINK, 0, ByteBuffer.allocate(65_521));

    assertThrows(IllegalArgumentException.class, () -> netlink.request(large));
  }

  @Test
  @DisplayName("requests of several threads get each their own answers")
  void severalThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Callable<List<NetlinkMessage>> both =
        () -> {
          List<NetlinkMessage> last = List.of();
          for (int i = 0; i < 200; i++) {
            netlink.request(LINKS);
            last = netlink.request(link(1));
          }
          return last;
        };

    List<Future<List<NetlinkMessage>>> answers = threads.invokeAll(List.of(both, both, both, both));
    threads.shutdown();

    for (Future<List<NetlinkMessage>> answer : answers) {
      assertEquals(1, answer.get().size());
      assertEquals("lo", name(answer.get().get(0)));
    }
  }

  @Test
  @DisplayName("a closed conversation refuses, instead of writing into another file")
  void refusesWhenClosed() {
    netlink.close();

    var thrown = assertThrows(IllegalStateException.class, () -> netlink.request(LINKS));

    assertEquals("NetlinkSocket is closed", thrown.getMessage());
  }
}
