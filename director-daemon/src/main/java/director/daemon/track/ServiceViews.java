// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.ServiceHealth;
import director.daemon.track.state.ServiceHealth.Measure;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How we see the services, and how our peers do. Confined to the loop. */
final class ServiceViews {

  /** So long a peer's word is believed; it is expected at least every second. */
  static final Duration PEER_BELIEVED = Duration.ofSeconds(5);

  /** How a peer sees one service. */
  record PeerView(String peer, ServiceHealth health) {}

  /**
   * @param mutual whether the peer has said that it knows our view as well. One that does not
   *     reckons without us, so that we must reckon without it: see docs/adr/0011
   */
  private record Peer(SortedMap<String, ServiceHealth> services, boolean mutual, Duration at) {}

  private final SortedMap<String, Peer> peers = new TreeMap<>();
  private SortedMap<String, ServiceHealth> own = Collections.emptySortedMap();

  void own(SortedMap<String, ServiceHealth> services) {
    own = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  void peer(String name, Map<String, ServiceHealth> services, boolean mutual, Duration now) {
    peers.put(name, new Peer(new TreeMap<>(services), mutual, now));
  }

  /** Drops what is too old to be believed. */
  void expire(Duration now) {
    peers.values().removeIf(peer -> now.minus(peer.at()).compareTo(PEER_BELIEVED) > 0);
  }

  @Nullable ServiceHealth own(String service) {
    return own.get(service);
  }

  /** The healthiest view that any peer has. */
  Optional<PeerView> best(String service, Measure measure) {
    return peers.entrySet().stream()
        .filter(peer -> peer.getValue().mutual())
        .flatMap(
            peer ->
                Optional.ofNullable(peer.getValue().services().get(service))
                    .map(health -> new PeerView(peer.getKey(), health))
                    .stream())
        .max(Comparator.comparing(view -> view.health().thousandths(measure)));
  }
}
