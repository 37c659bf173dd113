// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import java.time.Duration;
import java.util.List;

/** How advertisements prove where they come from. */
public sealed interface Authentication {

  record None() implements Authentication {}

  /**
   * Type 1 of RFC 2338, section 5.3.6: in clear text, so it guards against mistakes only. Version
   * 2.
   *
   * @param password 1..8 bytes of ISO 8859-1
   */
  record Password(String password) implements Authentication {
    @Override
    public String toString() {
      return "Password[...]";
    }
  }

  /**
   * The HMAC-SHA256 trailer of keepalived 2.4.2 and later.
   *
   * @param keys at least one; what is received may use any of them
   * @param activeKey the id of that which we send with
   * @param window how far a time stamp may lie from our clock, 1..300 s
   */
  record Hmac(Mode mode, List<Key> keys, int activeKey, AntiReplay antiReplay, Duration window)
      implements Authentication {
    public Hmac {
      keys = List.copyOf(keys);
    }
  }

  /** A step of introducing it without a failover. */
  enum Mode {
    /** Sends no trailer yet; takes what has none, and checks those that are there. */
    RECEIVE_ONLY,
    /** Sends it; takes what has none, and checks those that are there. */
    PERMISSIVE,
    /** Sends it, and takes nothing without. */
    ENFORCE
  }

  /** What tells an old advertisement from a new one. */
  enum AntiReplay {
    /** The clocks of the directors agree to within the window. */
    TIME,
    /** Only that each time stamp of a sender is above its last. */
    MONOTONIC
  }

  /**
   * A shared secret.
   *
   * @param id 0..255
   * @param secret hexadecimal, 32..64 bytes
   */
  record Key(int id, String secret) {
    @Override
    public String toString() {
      return "Key[" + id + ", ...]";
    }
  }
}
