// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import java.time.Duration;

/** Performs the actions, one method each. A failure is reported, never thrown back. */
public interface VrrpEffects {
  void sendAdvertisement(int priority);

  /** An advertisement of another interval than ours. */
  void sendFarewell(int priority, Duration interval);

  void addAddresses();

  void removeAddresses();

  void announce(int times);

  /**
   * Starts it anew if it runs.
   *
   * @param delay from the instant of the event that is being handled
   */
  void startTimer(VrrpTimer timer, Duration delay);

  void stopTimer(VrrpTimer timer);

  void stopAllTimers();
}
