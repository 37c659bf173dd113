// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.config.PeerConfig;
import director.daemon.peer.packet.Datagram;
import director.daemon.peer.packet.DatagramCodec;
import director.daemon.peer.packet.MalformedDatagramException;
import director.daemon.peer.packet.Refusal;
import director.daemon.peer.state.Moment;
import director.daemon.peer.state.Neighbourhood;
import director.daemon.peer.state.News;
import director.daemon.peer.state.Standing;
import director.daemon.peer.state.Terms;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A director without sockets and clocks: what it would send is handed out as bytes. */
final class Speaker {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final PeerConfig.Key KEY = new PeerConfig.Key("30".repeat(16));
  static final Instant MORNING = Instant.parse("2026-11-22T05:28:40Z");

  final InetAddress address;
  final List<News> news = new ArrayList<>();
  Duration wallError = Duration.ZERO;
  Standing standing;
  private final PeerKeys keys;
  private final Neighbourhood neighbourhood;

  /** One that starts now. */
  Speaker(long session, String address, Standing standing, Duration now, String... others) {
    this(KEY, session, address, standing, now, others);
  }

  Speaker(
      PeerConfig.Key key,
      long session,
      String address,
      Standing standing,
      Duration now,
      String... others) {
    this.address = address(address);
    this.standing = standing;
    List<InetAddress> expected = List.of(others).stream().map(Speaker::address).toList();
    this.keys = new PeerKeys(config(key, expected));
    this.neighbourhood = new Neighbourhood(session, new Terms(expected, SECOND), at(now));
  }

  private static PeerConfig config(PeerConfig.Key key, List<InetAddress> others) {
    return new PeerConfig(
        key, Optional.empty(), new PeerConfig.Unicast(others), 8847, Optional.empty(), SECOND);
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Moment at(Duration now) {
    return new Moment(now, MORNING.plus(now).plus(wallError));
  }

  /** What it sends in one second, signed. */
  List<ByteBuffer> speak(Duration now) {
    news.addAll(neighbourhood.look(standing, at(now)));
    List<ByteBuffer> sent = new ArrayList<>();
    sent.add(signed(neighbourhood.heartbeat(standing, at(now))));
    neighbourhood.parts(standing, 1000, at(now)).forEach(part -> sent.add(signed(part)));
    return sent;
  }

  ByteBuffer signed(Datagram datagram) {
    return keys.sign(DatagramCodec.encode(datagram));
  }

  /** Takes in one datagram as the thread does; says why it changed nothing. */
  Optional<Refusal> hear(InetAddress source, ByteBuffer bytes, Duration now) {
    Optional<Refusal> refused = neighbourhood.admit(source, bytes, at(now));
    if (refused.isPresent()) {
      return refused;
    }
    if (!keys.isAuthentic(bytes)) {
      neighbourhood.wrongKey(source, at(now));
      return Optional.of(Refusal.WRONG_KEY);
    }
    try {
      return neighbourhood.hear(source, DatagramCodec.decode(PeerKeys.unsigned(bytes)), at(now));
    } catch (MalformedDatagramException e) {
      neighbourhood.malformed(source, e.refusal(), at(now));
      return Optional.of(e.refusal());
    }
  }

  Neighbourhood neighbourhood() {
    return neighbourhood;
  }

  /** One second of two directors who hear each other; what was sent, in order. */
  static List<ByteBuffer> second(Speaker one, Speaker other, Duration now) {
    List<ByteBuffer> sent = new ArrayList<>(one.speak(now));
    sent.forEach(bytes -> other.hear(one.address, bytes, now.plusMillis(1)));
    List<ByteBuffer> back = other.speak(now.plusMillis(500));
    back.forEach(bytes -> one.hear(other.address, bytes, now.plusMillis(501)));
    sent.addAll(back);
    return sent;
  }
}
