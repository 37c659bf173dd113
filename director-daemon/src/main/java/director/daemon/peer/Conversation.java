// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.config.PeerConfig;
import director.daemon.config.PeerConfig.Multicast;
import director.daemon.config.PeerConfig.Unicast;
import director.daemon.event.EventSink;
import director.daemon.peer.PeerSocket.Received;
import director.daemon.peer.packet.Datagram;
import director.daemon.peer.packet.DatagramCodec;
import director.daemon.peer.packet.MalformedDatagramException;
import director.daemon.peer.packet.Refusal;
import director.daemon.peer.state.Hearing;
import director.daemon.peer.state.Moment;
import director.daemon.peer.state.Neighbourhood;
import director.daemon.peer.state.Standing;
import director.daemon.peer.state.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that speaks with other directors. It may be late, or end by a mistake of ours: then
 * the status says so, and nothing else of the director notices.
 */
final class Conversation {
  private static final Logger LOG = LoggerFactory.getLogger("director");
  private static final Duration LOOKS = Duration.ofSeconds(1);
  private static final Duration OPENS_AGAIN = Duration.ofSeconds(5);

  /** A membership is lost with its interface, and nobody tells. */
  private static final Duration JOINS_AGAIN = Duration.ofSeconds(30);

  /** Parts go out in small portions, lest they fill the buffers of those who hear them. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final int PORTION = 16;

  /** Then it is time to see what else there is to do. */
  private static final int MOST_AT_ONCE = 256;

  private final Neighbourhood neighbourhood;
  private final OwnStanding own = new OwnStanding();
  private final PeerNews news;
  private final InstantSource clock;
  private final Selector selector;
  private final Thread thread;

  private volatile PeerConfig wanted;
  private volatile Set<InetAddress> virtual;
  private volatile @Nullable Snapshot snapshot;
  private volatile boolean closed;
  private volatile Found found = Found.NOTHING;

  // All below is touched by the thread only.
  private PeerConfig config;
  private PeerKeys keys;
  private @Nullable PeerSocket socket;
  private @Nullable Standing standing;
  private Moment opened;
  private List<String> troubles = List.of();
  private Duration nextOpening;
  private Duration nextHeartbeat;
  private Duration nextLook;
  private Duration nextPortion;

  Conversation(
      PeerConfig config,
      Set<InetAddress> virtual,
      long session,
      EventSink events,
      InstantSource clock) {
    this.wanted = config;
    this.virtual = Set.copyOf(virtual);
    this.config = config;
    this.clock = clock;
    this.news = new PeerNews(events);
    this.keys = new PeerKeys(config);
    this.opened = now();
    this.neighbourhood = new Neighbourhood(session, terms(config), opened);
    this.nextOpening = opened.monotonic();
    this.nextHeartbeat = opened.monotonic();
    this.nextLook = opened.monotonic();
    this.nextPortion = opened.monotonic();
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("no more file descriptors", e);
    }
    this.thread = new Thread(this::run, "peer");
    thread.setDaemon(true);
  }

  private static Terms terms(PeerConfig config) {
    return new Terms(
        config.way() instanceof Unicast unicast ? unicast.addresses() : List.of(),
        config.interval());
  }

  void start() {
    thread.start();
  }

  void follow(PeerConfig next, Set<InetAddress> virtualAddresses) {
    virtual = Set.copyOf(virtualAddresses);
    wanted = next;
    selector.wakeup();
  }

  void tell(Snapshot now) {
    boolean first = snapshot == null;
    snapshot = now;
    if (first) {
      selector.wakeup();
    }
  }

  Found found() {
    return found;
  }

  void close() {
    closed = true;
    selector.wakeup();
  }

  private Moment now() {
    return new Moment(Duration.ofNanos(System.nanoTime()), clock.instant());
  }

  private void run() {
    try {
      while (!closed) {
        adopt(wanted);
        Snapshot told = snapshot;
        if (told != null) {
          speak(told, now());
        }
        selector.select(pause());
        selector.selectedKeys().clear();
        listen();
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("the peer view has ended by a mistake of directord; all else goes on", e);
      found =
          new Found(
              null,
              List.of(
                  "the peer view has ended by a mistake of directord, its trace is in the log; all"
                      + " else goes on"),
              Set.of());
    } finally {
      shut();
    }
  }

  private void shut() {
    try {
      closeSocket();
      selector.close();
    } catch (IOException e) {
      LOG.warn("cannot close the socket of the peer view: {}", e.getMessage());
    }
  }

  private void closeSocket() throws IOException {
    PeerSocket open = socket;
    socket = null;
    if (open != null) {
      open.close();
      // Until then it keeps its port.
      selector.selectNow();
    }
  }

  /** Whom we know stays known. */
  private void adopt(PeerConfig next) throws IOException {
    if (next.equals(config)) {
      return;
    }
    boolean sameSocket =
        next.way().equals(config.way())
            && next.port() == config.port()
            && next.source().equals(config.source());
    config = next;
    keys = new PeerKeys(next);
    Moment now = now();
    neighbourhood.follow(terms(next), now);
    nextHeartbeat = now.monotonic();
    if (!sameSocket) {
      closeSocket();
      nextOpening = now.monotonic();
    }
  }

  private void speak(Snapshot told, Moment now) throws IOException {
    if (socket == null && isDue(nextOpening, now)) {
      open(now);
    }
    if (isDue(nextLook, now)) {
      look(told, now);
    }
    Standing ours = standing;
    if (ours == null || socket == null) {
      return;
    }
    if (isDue(nextHeartbeat, now)) {
      nextHeartbeat = now.monotonic().plus(config.interval());
      troubles = send(neighbourhood.heartbeat(ours, now));
    }
    if (isDue(nextPortion, now)) {
      nextPortion = now.monotonic().plus(PAUSE);
      neighbourhood.parts(ours, PORTION, now).forEach(this::send);
    }
  }

  private static boolean isDue(Duration at, Moment now) {
    return at.compareTo(now.monotonic()) <= 0;
  }

  private void open(Moment now) {
    nextOpening = now.monotonic().plus(OPENS_AGAIN);
    try {
      socket = PeerSocket.open(config, virtual, selector);
      opened = now;
      troubles = List.of();
      LOG.info("comparing with other directors: {}", transport());
    } catch (IOException e) {
      troubles = List.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private List<String> send(Datagram datagram) {
    PeerSocket open = socket;
    return open == null ? List.of() : open.send(keys.sign(DatagramCodec.encode(datagram)));
  }

  private void look(Snapshot told, Moment now) throws IOException {
    Duration every = config.interval().compareTo(LOOKS) < 0 ? config.interval() : LOOKS;
    nextLook = now.monotonic().plus(every);
    Standing ours = own.of(told, interestingSections());
    standing = ours;
    news.tell(neighbourhood.look(ours, now));
    List<String> problems = new ArrayList<>();
    troubles.forEach(trouble -> problems.add("peer: " + trouble));
    problems.addAll(neighbourhood.problems(now));
    found =
        new Found(
            PeerReporter.of(transport(), ours, neighbourhood.portraits(), neighbourhood.refused()),
            problems,
            neighbourhood.interestingServers());
    if (config.way() instanceof Multicast && hearsNobody() && isOld(now)) {
      closeSocket();
    }
  }

  private Set<String> interestingSections() {
    Standing before = standing;
    return before == null ? Set.of() : neighbourhood.interestingSections(before.account());
  }

  private boolean hearsNobody() {
    return neighbourhood.portraits().stream().noneMatch(it -> it.hearing() == Hearing.HEARD);
  }

  private boolean isOld(Moment now) {
    return now.monotonic().minus(opened.monotonic()).compareTo(JOINS_AGAIN) > 0;
  }

  private String transport() {
    return config.way() + " port " + config.port();
  }

  /** Milliseconds to the next thing to do, 1 at least. */
  private long pause() {
    Duration next = nextLook;
    if (socket != null) {
      next = earlier(next, nextHeartbeat);
      next = neighbourhood.isTelling() ? earlier(next, nextPortion) : next;
    }
    if (snapshot == null) {
      return LOOKS.toMillis();
    }
    return Math.max(1, next.minus(now().monotonic()).toMillis() + 1);
  }

  private static Duration earlier(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void listen() throws IOException {
    PeerSocket open = socket;
    try {
      for (int i = 0; open != null && i < MOST_AT_ONCE; i++) {
        Optional<Received> received = open.receive();
        if (received.isEmpty()) {
          return;
        }
        heard(received.get(), now());
      }
    } catch (IOException e) {
      // The interface is gone, or whatever it was: another socket will tell.
      troubles = List.of("cannot receive: " + e.getMessage());
      nextOpening = now().monotonic().plus(OPENS_AGAIN);
      closeSocket();
    }
  }

  private void heard(Received received, Moment now) {
    ByteBuffer bytes = received.bytes();
    if (neighbourhood.admit(received.source(), bytes, now).isPresent()) {
      return;
    }
    if (!keys.isAuthentic(bytes)) {
      neighbourhood.wrongKey(received.source(), now);
      return;
    }
    try {
      Datagram datagram = DatagramCodec.decode(PeerKeys.unsigned(bytes));
      Optional<Refusal> unused = neighbourhood.hear(received.source(), datagram, now);
    } catch (MalformedDatagramException e) {
      neighbourhood.malformed(received.source(), e.refusal(), now);
    }
  }
}
