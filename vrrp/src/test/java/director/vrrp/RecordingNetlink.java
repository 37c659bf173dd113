// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.Netlink;
import director.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel that has some interfaces, grants everything, and remembers which requests changed it.
 */
final class RecordingNetlink implements Netlink {
  private static final int NEW_LINK = 16;
  private static final int GET_LINK = 18;
  private static final int GET_ROUTE = 26;
  private static final int UP_AND_RUNNING = 0x41;

  private final List<String> interfaces;
  private final List<NetlinkMessage> changes = new ArrayList<>();

  private int routeDumps;

  /** With these, numbered from 1. */
  RecordingNetlink(String... interfaces) {
    this.interfaces = new ArrayList<>(List.of(interfaces));
  }

  /** It is gone from now on; those behind it get other numbers. */
  void remove(String name) {
    interfaces.remove(name);
  }

  /** What was asked for since the last call, but for dumps. */
  List<NetlinkMessage> changes() {
    List<NetlinkMessage> since = List.copyOf(changes);
    changes.clear();
    return since;
  }

  /** How often all routes of a family were asked for. */
  int routeDumps() {
    return routeDumps;
  }

  @Override
  public List<NetlinkMessage> request(NetlinkMessage request) {
    if ((request.flags() & NetlinkMessage.DUMP) != NetlinkMessage.DUMP) {
      changes.add(request);
      return List.of();
    }
    routeDumps += request.type() == GET_ROUTE ? 1 : 0;
    List<NetlinkMessage> links = new ArrayList<>();
    for (int i = 0; request.type() == GET_LINK && i < interfaces.size(); i++) {
      links.add(link(i + 1, interfaces.get(i)));
    }
    return links;
  }

  /** struct ifinfomsg and IFLA_IFNAME. */
  private static NetlinkMessage link(int index, String name) {
    byte[] text = (name + "\0").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer payload = ByteBuffer.allocate(40).order(ByteOrder.nativeOrder());
    payload.putShort(2, (short) 1).putInt(4, index).putInt(8, UP_AND_RUNNING);
    payload.putShort(16, (short) (4 + text.length)).putShort(18, (short) 3).put(20, text);
    payload.limit((20 + text.length + 3) & ~3);
    return new NetlinkMessage(NEW_LINK, 0, payload);
  }

  @Override
  public void close() {}
}
