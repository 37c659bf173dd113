// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.control.Caller;
import director.daemon.control.Outcome;
import director.daemon.control.StandbyOrder;
import director.daemon.elector.ElectorLink;
import director.daemon.event.EventSink;
import director.daemon.loop.Loop;
import director.vrrp.ElectionListener.Change;
import director.vrrp.HandoverOutcome;
import director.vrrp.InstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
  }

  ElectorLink link() {
    return link;
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
      update(elector -> elector.connectedTo(electorPid));
    }

    @Override
    public void changed(Change change) {
      // The elector logs it.
      loop.execute(() -> events.changed(change, view.instances()));
    }

    @Override
    public void standing(List<InstanceStatus> instances) {
      loop.execute(() -> events.standing(instances));
      update(elector -> elector.standing(instances));
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
            onChange.accept(before, view);
          });
    }
  }

  CompletionStage<Outcome> handOver(
      Caller caller, String instance, boolean persist, String reason) {
    LOG.info("{} hands over {}: {}", caller, instance, reason);
    return link.handOver(instance, because(caller, reason)).thenApply(ElectorSide::outcome);
  }

  CompletionStage<Outcome> standby(Caller caller, StandbyOrder order) {
    LOG.info("{} asks for standby: {}", caller, order.reason());
    return link.standby(true, because(caller, order.reason())).thenApply(ElectorSide::outcome);
  }

  CompletionStage<Outcome> resume(Caller caller, String reason) {
    LOG.info("{} asks for an end of standby: {}", caller, reason);
    return link.standby(false, because(caller, reason)).thenApply(ElectorSide::outcome);
  }

  private static String because(Caller caller, String reason) {
    return reason.isBlank() ? "by " + caller : reason + " (by " + caller + ")";
  }

  private static Outcome outcome(HandoverOutcome of) {
    return of.result() == HandoverOutcome.Result.DONE
        ? Outcome.done(of.sentence(), List.of())
        : Outcome.refused(of.sentence(), List.of());
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
