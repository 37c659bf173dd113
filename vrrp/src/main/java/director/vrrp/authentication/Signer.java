// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import director.vrrp.orders.Authentication;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Mode;
import director.vrrp.packet.AuthenticationData;
import director.vrrp.packet.AuthenticationTrailer;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Proves to others where the advertisements of one virtual router come from. Other orders can be
 * followed at any time: the sequence goes on.
 */
public final class Signer {
  private final SendingSequence sequence = new SendingSequence();
  private AuthenticationData data = AuthenticationData.NONE;
  private @Nullable Hmac orders;
  private @Nullable HmacKey key;

  public Signer(Authentication orders) {
    follow(orders);
  }

  /**
   * Signs by these orders from now on.
   *
   * @throws IllegalArgumentException if the active key is not among the keys
   */
  public void follow(Authentication next) {
    data = Passwords.of(next);
    boolean signs = next instanceof Hmac hmac && hmac.mode() != Mode.RECEIVE_ONLY;
    orders = signs ? (Hmac) next : null;
    key = signs ? activeKey((Hmac) next) : null;
  }

  private static HmacKey activeKey(Hmac orders) {
    return orders.keys().stream()
        .filter(key -> key.id() == orders.activeKey())
        .findFirst()
        .map(key -> new HmacKey(key.secret()))
        .orElseThrow(() -> new IllegalArgumentException("no key has the id " + orders.activeKey()));
  }

  /** What version 2 has in its own fields. */
  public AuthenticationData data() {
    return data;
  }

  /** Whether each advertisement has to be signed anew, with a trailer. */
  public boolean signs() {
    return key != null;
  }

  /** Bytes that {@link #sign} needs behind an advertisement. */
  public int trailerLength() {
    return signs() ? AuthenticationTrailer.LENGTH : 0;
  }

  /**
   * Fills the trailer at the end of {@code payload}, if there is one. Whoever gets the same
   * advertisement gets the same trailer.
   */
  public void sign(ByteBuffer payload, InetAddress source, Instant now) {
    Hmac how = orders;
    HmacKey with = key;
    if (how != null && with != null) {
      AuthenticationTrailer.begin(payload, how.activeKey(), sequence.next(now, how));
      AuthenticationTrailer.complete(payload, with.hmac(payload, source));
    }
  }
}
