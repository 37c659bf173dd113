// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import static director.vrrp.packet.AuthenticationData.SIMPLE_PASSWORD;

import director.vrrp.orders.Authentication;
import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Mode;
import director.vrrp.packet.AuthenticationData;
import director.vrrp.packet.AuthenticationTrailer;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.ReceivedAdvertisement;
import director.vrrp.packet.Rejection;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Demands of others the proof that advertisements for one virtual router are theirs. Other orders
 * can be followed at any time: what was heard of each sender stays known. Who was refused leaves
 * nothing behind.
 */
public final class Verifier {
  /** RFC 2338 knew 0, 1 and IPsec AH. */
  private static final int LAST_KNOWN_TYPE = 2;

  private final ReplayMarks marks = new ReplayMarks();
  private final Map<Integer, HmacKey> keys = new LinkedHashMap<>();
  private AuthenticationData expected = AuthenticationData.NONE;
  private @Nullable Hmac hmac;

  public Verifier(Authentication orders) {
    follow(orders);
  }

  /** Judges by these orders from now on. */
  public void follow(Authentication next) {
    expected = Passwords.of(next);
    hmac = next instanceof Hmac orders ? orders : null;
    keys.clear();
    if (hmac != null) {
      hmac.keys().forEach(key -> keys.put(key.id(), new HmacKey(key.secret())));
    }
  }

  /** Whether advertisements may have a trailer. */
  public boolean expectsTrailer() {
    return hmac != null;
  }

  /**
   * Passes if the advertisement is authentic and has not been seen before.
   *
   * @param packet that carried it
   * @param now by the wall clock
   */
  public void verify(IpPacket packet, ReceivedAdvertisement received, Instant now)
      throws MalformedPacketException {
    if (received.advertisement().version() == 2) {
      verify(received.authentication());
    }
    Hmac orders = hmac;
    if (orders == null) {
      return;
    }
    AuthenticationTrailer trailer = received.trailer();
    if (trailer != null) {
      verify(packet, trailer, orders, now);
    } else if (orders.mode() == Mode.ENFORCE) {
      throw refused(Rejection.TRAILER_MISSING, "no authentication trailer, and we enforce it");
    }
  }

  private void verify(AuthenticationData data) throws MalformedPacketException {
    if (data.type() > LAST_KNOWN_TYPE) {
      throw refused(
          Rejection.AUTHENTICATION_TYPE_UNKNOWN,
          "authentication type " + data.type() + ", no RFC has it");
    }
    if (data.type() != expected.type()) {
      throw refused(
          Rejection.AUTHENTICATION_TYPE,
          "authentication type " + data.type() + ", expected " + expected.type());
    }
    // One comparison of 64 bits: how long it takes does not tell how many of them are right.
    if (data.type() == SIMPLE_PASSWORD && data.octets() != expected.octets()) {
      throw refused(Rejection.AUTHENTICATION, "another password than ours");
    }
  }

  /** What is cheap to see comes first, and the mark moves last: only the authentic moves it. */
  private void verify(IpPacket packet, AuthenticationTrailer trailer, Hmac orders, Instant now)
      throws MalformedPacketException {
    if (orders.antiReplay() == AntiReplay.TIME
        && !Sequence.isWithin(trailer.sequence(), now, orders.window())) {
      throw refused(
          Rejection.TRAILER_STALE,
          "time stamp "
              + Sequence.secondsBehind(trailer.sequence(), now)
              + " s behind our clock, at most "
              + orders.window().toSeconds()
              + " s either way are allowed: are both clocks right?");
    }
    HmacKey key = keys.get(trailer.keyId());
    if (key == null) {
      throw refused(
          Rejection.TRAILER_UNKNOWN_KEY,
          "signed with key " + trailer.keyId() + ", we have " + keys.keySet());
    }
    byte[] claimed = new byte[AuthenticationTrailer.HMAC_LENGTH];
    trailer.hmac().get(0, claimed);
    if (!MessageDigest.isEqual(claimed, key.hmac(packet.payload(), packet.source()))) {
      throw refused(
          Rejection.TRAILER_INVALID_HMAC,
          "its HMAC is not that of our key " + trailer.keyId() + ": another secret, or forged");
    }
    if (!marks.raise(packet.source(), trailer.sequence(), now, orders)) {
      throw refused(
          Rejection.TRAILER_REPLAYED,
          "sequence "
              + Long.toHexString(trailer.sequence())
              + " is not above the last of this sender");
    }
  }

  /** Why the clock of an authentic sender may soon get it refused; empty when it will not. */
  public String doubt(ReceivedAdvertisement received, Instant now) {
    Hmac orders = hmac;
    AuthenticationTrailer trailer = received.trailer();
    if (orders == null || trailer == null || orders.antiReplay() != AntiReplay.TIME) {
      return "";
    }
    int behind = Sequence.secondsBehind(trailer.sequence(), now);
    long window = orders.window().toSeconds();
    return 2L * Math.abs(behind) <= window
        ? ""
        : "its clock is "
            + Math.abs(behind)
            + (behind > 0 ? " s behind" : " s ahead of")
            + " ours, beyond "
            + window
            + " s its advertisements are refused: set both clocks right";
  }

  private static MalformedPacketException refused(Rejection rejection, String sentence) {
    return new MalformedPacketException(rejection, sentence);
  }
}
