// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.PeerConfig;
import director.daemon.config.PeerConfig.Multicast;
import director.daemon.config.PeerConfig.Unicast;
import director.netlink.text.AddressText;

/** With whom a director compares itself. */
final class PeerTerms {
  private PeerTerms() {}

  static Keys of(PeerConfig peer) {
    Keys keys = new Keys().secret("key", "hex:" + peer.key().secret());
    peer.otherKey().ifPresent(other -> keys.secret("other-key", "hex:" + other.secret()));
    if (peer.way() instanceof Unicast unicast) {
      keys.texts("addresses", unicast.addresses().stream().map(AddressText::of).toList());
    } else if (peer.way() instanceof Multicast multicast) {
      keys.put(
          "multicast",
          new Keys()
              .text("interface", multicast.networkInterface())
              .address("group", multicast.group())
              .number("ttl", multicast.ttl()));
    }
    return keys.number("port", peer.port())
        .text("source", peer.source().map(AddressText::of))
        .time("interval", peer.interval());
  }
}
