// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.daemon.peer.packet.Part;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts parts together; holds those of one revision, the latest. */
final class Reassembly {
  private final SortedMap<Integer, ByteBuffer> parts = new TreeMap<>();
  private long revision;
  private int count;
  private long whole;

  /** The account, when that was what it still lacked. */
  Optional<ByteBuffer> add(Part part) {
    if (part.revision() <= whole || part.revision() < revision) {
      return Optional.empty();
    }
    if (part.revision() > revision || part.count() != count) {
      parts.clear();
      revision = part.revision();
      count = part.count();
    }
    parts.put(part.index(), part.content());
    if (parts.size() < count) {
      return Optional.empty();
    }
    whole = revision;
    ByteBuffer all = ByteBuffer.allocate(count * Part.LENGTH);
    parts.values().forEach(content -> all.put(content.duplicate()));
    parts.clear();
    return Optional.of(all.flip());
  }

  /** The last revision that was whole; 0 for none. */
  long whole() {
    return whole;
  }
}
