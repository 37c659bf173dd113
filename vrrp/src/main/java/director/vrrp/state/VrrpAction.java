// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import java.time.Duration;

/** What a transition asks for; the order of a list of actions is part of the contract. */
public sealed interface VrrpAction {

  /** Calls the one method of {@code effects} that does it. */
  void perform(VrrpEffects effects);

  /**
   * Says that we are MASTER, or no longer.
   *
   * @param priority 0 to resign
   */
  record SendAdvertisement(int priority) implements VrrpAction {
    @Override
    public void perform(VrrpEffects effects) {
      effects.sendAdvertisement(priority);
    }
  }

  /**
   * Says that we are MASTER, and that the next advertisement may be a while in coming.
   *
   * @param interval in place of ours; with version 2 ours
   */
  record SendFarewell(int priority, Duration interval) implements VrrpAction {
    @Override
    public void perform(VrrpEffects effects) {
      effects.sendFarewell(priority, interval);
    }
  }

  record AddAddresses() implements VrrpAction {
    @Override
    public void perform(VrrpEffects effects) {
      effects.addAddresses();
    }
  }

  record RemoveAddresses() implements VrrpAction {
    @Override
    public void perform(VrrpEffects effects) {
      effects.removeAddresses();
    }
  }

  /**
   * Tells the segment where the addresses are now.
   *
   * @param times how often in a row, at least 1
   */
  record Announce(int times) implements VrrpAction {
    @Override
    public void perform(VrrpEffects effects) {
      effects.announce(times);
    }
  }

  /** Starts the timer anew if it runs. */
  record StartTimer(VrrpTimer timer, Duration delay) implements VrrpAction {
    @Override
    public void perform(VrrpEffects effects) {
      effects.startTimer(timer, delay);
    }
  }

  record StopTimer(VrrpTimer timer) implements VrrpAction {
    @Override
    public void perform(VrrpEffects effects) {
      effects.stopTimer(timer);
    }
  }

  record StopAllTimers() implements VrrpAction {
    @Override
    public void perform(VrrpEffects effects) {
      effects.stopAllTimers();
    }
  }
}
