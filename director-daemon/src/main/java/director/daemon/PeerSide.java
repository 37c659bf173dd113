// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.VrrpInstanceConfig;
import director.daemon.control.PeerReport;
import director.daemon.event.EventSink;
import director.daemon.loop.Loop;
import director.daemon.peer.PeerView;
import director.daemon.plan.ServerKey;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the view of other directors a snapshot of this one each second. To be asked on the loop.
 */
final class PeerSide implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final PeerView view;
  private final Services services;
  private final Supplier<ElectorView> elector;
  private final Instant started;
  private @Nullable DirectorConfig config;

  /**
   * Nothing is told before {@link #follow}.
   *
   * @param started when the process began
   */
  PeerSide(
      Loop loop,
      EventSink events,
      Services services,
      Supplier<ElectorView> elector,
      Instant started) {
    this.view = new PeerView(events);
    this.services = services;
    this.elector = elector;
    this.started = started;
    loop.every(EVERY, this::tell);
  }

  /** Tells of this configuration from now on, to whom it says. */
  void follow(DirectorConfig next) {
    config = next;
    view.follow(next.peer(), virtualAddresses(next));
    tell();
  }

  private static Set<InetAddress> virtualAddresses(DirectorConfig config) {
    Set<InetAddress> all = new HashSet<>();
    for (VrrpInstanceConfig instance : config.instances().values()) {
      instance.virtualAddresses().forEach(it -> all.add(it.address()));
      instance.excludedAddresses().forEach(it -> all.add(it.address()));
    }
    return all;
  }

  private void tell() {
    DirectorConfig running = config;
    if (running != null && view.isOn()) {
      view.tell(
          OwnSnapshot.of(
              started,
              running,
              services.beliefs().all(),
              services.allocations().decisions(),
              services.allocations().instructions(),
              elector.get().asOf(ElectorView.steadyNow()),
              interests()));
    }
  }

  private Set<ServerKey> interests() {
    Set<ServerKey> keys = new HashSet<>();
    for (String path : view.interests()) {
      int slash = path.indexOf('/');
      if (slash > 0) {
        keys.add(new ServerKey(path.substring(0, slash), path.substring(slash + 1)));
      }
    }
    return keys;
  }

  @Nullable PeerReport report() {
    return view.report();
  }

  List<String> problems() {
    return view.problems();
  }

  @Override
  public void close() {
    view.close();
  }
}
