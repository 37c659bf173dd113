// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

/**
 * A virtual router as it is configured, and what makes it take part otherwise.
 *
 * @param weight what tracking adds to the priority
 * @param standby why it stays behind all others; empty when it does not
 * @param handedOver why it gave the role away and leaves it there; empty when it did not
 */
public record Candidate(VirtualRouter configured, int weight, String standby, String handedOver) {
  private static final int LOWEST = 1;
  private static final int HIGHEST = 254;

  public static Candidate of(VirtualRouter configured) {
    return new Candidate(configured, 0, "", "");
  }

  /**
   * As it takes part now. Who stays behind has the lowest priority there is, and takes over only
   * what nobody speaks for. The owner's priority stands whatever is tracked, but who handed over
   * must not preempt, as an owner would.
   */
  public VirtualRouter effective() {
    if (!standby.isEmpty()) {
      return at(LOWEST, false);
    }
    if (!handedOver.isEmpty()) {
      return at(Math.min(weighted(), HIGHEST), false);
    }
    return at(weighted(), configured.preempt());
  }

  private int weighted() {
    return configured.isOwner()
        ? VirtualRouter.OWNER
        : Math.max(LOWEST, Math.min(HIGHEST, configured.priority() + weight));
  }

  private VirtualRouter at(int priority, boolean preempt) {
    return new VirtualRouter(
        configured.version(), priority, configured.interval(), preempt, configured.preemptDelay());
  }

  /** "standby: new kernel"; empty when nothing withholds it. */
  public String withheld() {
    if (!standby.isEmpty()) {
      return "standby: " + standby;
    }
    return handedOver.isEmpty() ? "" : "handed over by operator: " + handedOver;
  }

  public Candidate configured(VirtualRouter next) {
    return new Candidate(next, weight, standby, handedOver);
  }

  public Candidate weighing(int next) {
    return new Candidate(configured, next, standby, handedOver);
  }

  /** Empty to end it. */
  public Candidate standingBy(String reason) {
    return new Candidate(configured, weight, reason, handedOver);
  }

  /** Empty to end it. */
  public Candidate handingOver(String reason) {
    return new Candidate(configured, weight, standby, reason);
  }
}
