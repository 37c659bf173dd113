// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.PhotoSite;
import director.lab.watch.Outage;
import director.lab.watch.VipProbe;
import director.lab.wire.Host;
import java.io.IOException;
import java.time.Duration;

/** Measures what a client notices when the Master changes. */
public final class Failover {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What makes the Master change. */
  @FunctionalInterface
  public interface Fault {
    void happen() throws IOException, InterruptedException;
  }

  private Failover() {}

  /** The outage from before {@code fault} until {@code successor} is Master and the VIP answers. */
  public static Outage outage(PhotoSite site, Fault fault, Host successor)
      throws IOException, InterruptedException {
    try (VipProbe probe = site.probe()) {
      Claim.within(PATIENCE, "the VIP answers", () -> probe.lastAnswered() > 0);
      fault.happen();
      new Election(site.observer()).awaitMaster(successor, PATIENCE);
      long settled = System.nanoTime();
      Claim.within(PATIENCE, "the VIP answers again", () -> probe.lastAnswered() - settled > 0);
      return probe.stop();
    }
  }
}
