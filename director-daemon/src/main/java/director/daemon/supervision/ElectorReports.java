// SPDX-License-Identifier: Apache-2.0
package director.daemon.supervision;

import director.systemd.SdNotify;
import director.vrrp.InstanceStatus;
import java.time.Duration;
import java.util.List;

/** What the service manager hears of the elector. Thread-safe. */
public final class ElectorReports {
  private final Supervisor supervisor;
  private String told = "";
  private boolean stopping;

  public ElectorReports(Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  /** The elections run, and stand so; with the first of these the start is over. */
  public synchronized void stand(List<InstanceStatus> instances) {
    String now =
        instances.isEmpty()
            ? "no virtual routers: waits for the orders of a director"
            : Sentences.elections(instances);
    if (stopping || now.equals(told)) {
      return;
    }
    SdNotify status = SdNotify.status(now);
    supervisor.tell(told.isEmpty() ? SdNotify.READY.and(status) : status);
    told = now;
  }

  /**
   * It was asked to read anew what it goes by, which is nothing: a director gives the orders. The
   * service manager waits for an answer nevertheless.
   */
  public synchronized void reload() {
    if (stopping || told.isEmpty()) {
      return;
    }
    // On Linux this is CLOCK_MONOTONIC.
    supervisor.tell(SdNotify.reloading(Duration.ofNanos(System.nanoTime())));
    supervisor.tell(SdNotify.READY);
  }

  /**
   * It was asked to end.
   *
   * @param what it is at, a sentence
   * @param atMost how long that may take
   */
  public synchronized void stop(String what, Duration atMost) {
    stopping = true;
    supervisor.tell(
        SdNotify.STOPPING.and(SdNotify.status(what)).and(SdNotify.extendTimeout(atMost)));
  }

  /** It has ended in order. */
  public synchronized void stopped(String how) {
    supervisor.tell(SdNotify.status(how));
  }
}
