// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.util.ArrayList;
import java.util.List;

/** Keeps the messages of one answer. */
final class Messages implements DumpReader<NetlinkMessage> {
  private final List<NetlinkMessage> messages = new ArrayList<>();

  @Override
  public void begin() {
    messages.clear();
  }

  @Override
  public void take(NetlinkMessage message) {
    messages.add(message.copy());
  }

  List<NetlinkMessage> list() {
    return List.copyOf(messages);
  }
}
