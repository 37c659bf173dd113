// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A conversation with one kernel subsystem: requests in, answers out, one at a time. */
public interface Netlink extends AutoCloseable {

  /**
   * Sends one request and waits until the kernel has answered it completely.
   *
   * <p>A request with {@link NetlinkMessage#DUMP} returns every part of the answer; any other is
   * sent with an acknowledgement asked for and returns what came before the acknowledgement, for
   * most requests nothing.
   *
   * @throws NetlinkException when the kernel refuses, when the answer is late or lost, or when a
   *     dump was interrupted by changes again and again
   */
  List<NetlinkMessage> request(NetlinkMessage request) throws NetlinkException;

  /**
   * Asks for a dump as {@link #request} does, but keeps nothing of it: a large table passes by.
   *
   * @throws NetlinkException as {@link #request}, and what {@code reader} throws
   */
  default void dump(NetlinkMessage request, DumpReader<NetlinkMessage> reader)
      throws NetlinkException {
    reader.begin();
    for (NetlinkMessage message : request(request)) {
      reader.take(message);
    }
  }

  /**
   * Sends requests that change something, many at a time, and waits until the kernel has dealt with
   * all of them, in their order. One that it refuses does not keep the others from being done.
   *
   * @param changes none of them a dump; what the kernel answers beside yes and no is dropped
   * @return the refusals, by their place in {@code changes}
   * @throws NetlinkException when answers are late or lost: which changes were made is unknown then
   */
  default SortedMap<Integer, NetlinkException> changeAll(List<NetlinkMessage> changes)
      throws NetlinkException {
    SortedMap<Integer, NetlinkException> refusals = new TreeMap<>();
    for (int place = 0; place < changes.size(); place++) {
      try {
        request(changes.get(place));
      } catch (NetlinkException e) {
        if (!e.isRefusal()) {
          throw e;
        }
        refusals.put(place, e);
      }
    }
    return refusals;
  }

  @Override
  void close();
}
