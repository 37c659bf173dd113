// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.elector.ElectorLink;
import director.daemon.event.EventSink;
import director.daemon.loop.Loop;
import director.daemon.orders.MachineClock;
import director.daemon.orders.state.StandingOrder;
import director.vrrp.ElectionListener.Change;
import director.vrrp.InstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The other process, as seen from this one: what it was told, what it tells, and its end. */
final class ElectorSide {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** How long a stop waits for an elector that was lost or is starting. */
  private static final Duration ANSWERS = Duration.ofSeconds(5);

  private final Loop loop;
  private final BiConsumer<ElectorView, ElectorView> onChange;
  private final ElectorLink link;

  /** Touched by the loop only. */
  private final ElectionEvents events;

  private final Roles roles;

  /** Of the elector at the other end; not done while there is none. */
  private volatile CompletableFuture<Long> pid = new CompletableFuture<>();

  /** Touched by the loop only. */
  private ElectorView view = ElectorView.none();

  /**
   * Nothing runs before {@link ElectorLink#open}.
   *
   * @param onChange run on the loop with what was known before and what is known now
   * @param events told of the elector, and of what virtual routers become
   */
  ElectorSide(
      Loop loop,
      Options options,
      ElectorLink.Starter starter,
      BiConsumer<ElectorView, ElectorView> onChange,
      EventSink events) {
    this.loop = loop;
    this.onChange = onChange;
    this.events = new ElectionEvents(events);
    this.link = new ElectorLink(options.electorSocket(), starter, new Listener());
    this.roles = new Roles(loop, link, this::view, MachineClock.open(), new OrderEvents(events));
  }

  ElectorLink link() {
    return link;
  }

  /** Standby and handovers. */
  Roles roles() {
    return roles;
  }

  /** What is known of it; to be asked on the loop. */
  ElectorView view() {
    return view;
  }

  /** Brings what the link's thread hears to the loop. */
  private final class Listener implements ElectorLink.Listener {
    @Override
    public void connected(long electorPid, String version) {
      LOG.info("elector {} is there (pid {})", version, electorPid);
      pid.complete(electorPid);
      loop.execute(() -> events.connected(electorPid, version));
      update(elector -> elector.connectedTo(electorPid, version));
    }

    @Override
    public void changed(Change change) {
      // The elector logs it.
      loop.execute(() -> events.changed(change, view.instances()));
    }

    @Override
    public void standing(
        List<InstanceStatus> instances,
        Optional<List<StandingOrder>> orders,
        Optional<String> problem) {
      loop.execute(() -> events.standing(instances));
      update(elector -> elector.standing(instances, orders.orElse(List.of()), problem));
    }

    @Override
    public void lost(String reason) {
      LOG.warn("{}", reason);
      pid = new CompletableFuture<>();
      loop.execute(() -> events.lost(reason));
      update(elector -> elector.lost(reason));
    }

    private void update(UnaryOperator<ElectorView> change) {
      loop.execute(
          () -> {
            ElectorView before = view;
            view = change.apply(before);
            roles.told(before, view);
            onChange.accept(before, view);
          });
    }
  }

  /**
   * Has it resign everywhere and end; the order reaches one that is only just starting as well.
   * Blocks, and is not for the loop.
   *
   * @return false if it did not end within {@code atMost}, or there is none
   */
  boolean stop(Duration atMost) throws InterruptedException {
    link.open();
    link.stop("the director was stopped");
    loop.execute(() -> events.stopped("the director was stopped"));
    try {
      long process = pid.get(ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
      if (ElectorProcess.awaitEnd(process, atMost)) {
        return true;
      }
      LOG.error("the elector (pid {}) did not end within {} s", process, atMost.toSeconds());
    } catch (TimeoutException | ExecutionException e) {
      LOG.error("no elector is there to resign");
    }
    LOG.error("virtual addresses may be left on this host, so our IPVS services stay");
    return false;
  }
}
