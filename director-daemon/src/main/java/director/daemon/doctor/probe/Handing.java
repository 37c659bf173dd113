// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Agenda.Path;
import director.daemon.doctor.fact.ServerPath.Reply;
import director.daemon.doctor.packet.Frame;
import director.daemon.doctor.packet.Mac;
import director.daemon.doctor.packet.TcpSegment;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hands SYNs for virtual addresses to real servers, and takes back what they accept. */
final class Handing {
  private static final int TRIES = 3;
  private static final long AGAIN_AFTER = 400;

  /** Of one round, so that no queue on the way has to take a thousand at once. */
  private static final int BURST = 100;

  private final Mac own;
  private final int port;
  private final int sequence;
  private final Map<Path, Attempt> attempts = new LinkedHashMap<>();

  private static final class Attempt {
    private int tries;
    private long last;
    private Reply reply = Reply.SILENT;
  }

  /** One frame at a time. */
  interface Sender {
    void send(byte[] frame) throws java.io.IOException;
  }

  /**
   * Of paths by one interface.
   *
   * @param port of TCP at this host, that nobody else uses
   */
  Handing(Mac own, int port, int sequence, List<Path> paths) {
    this.own = own;
    this.port = port;
    this.sequence = sequence;
    paths.forEach(path -> attempts.put(path, new Attempt()));
  }

  /**
   * Asks those who are to be asked now.
   *
   * @param sources this host's address towards a server
   */
  void ask(Map<InetAddress, Mac> macs, Map<InetAddress, InetAddress> sources, long now, Sender wire)
      throws java.io.IOException {
    int sent = 0;
    for (Map.Entry<Path, Attempt> each : attempts.entrySet()) {
      Attempt attempt = each.getValue();
      Mac mac = macs.get(each.getKey().address());
      InetAddress source = sources.get(each.getKey().address());
      boolean isDue =
          attempt.reply == Reply.SILENT
              && attempt.tries < TRIES
              && (attempt.tries == 0 || now - attempt.last >= AGAIN_AFTER);
      if (mac != null && source != null && isDue && sent < BURST) {
        attempt.tries++;
        attempt.last = now;
        sent++;
        wire.send(segment(each.getKey(), mac, source).syn(sequence));
      }
    }
  }

  private TcpSegment segment(Path path, Mac mac, InetAddress source) {
    return new TcpSegment(own, mac, source, path.virtual(), port, path.port());
  }

  /** What somebody answered; a connection is reset before anybody is told of it. */
  void heard(Frame.Tcp said, Map<InetAddress, Mac> macs, Sender wire) throws java.io.IOException {
    if (said.destinationPort() != port || said.acknowledged() != sequence + 1) {
      return;
    }
    for (Map.Entry<Path, Attempt> each : attempts.entrySet()) {
      Path path = each.getKey();
      if (path.virtual().equals(said.source())
          && path.port() == said.sourcePort()
          && said.from().equals(macs.get(path.address()))) {
        each.getValue().reply =
            said.accepts() ? Reply.ACCEPTED : said.refuses() ? Reply.REFUSED : Reply.SILENT;
        if (said.accepts()) {
          wire.send(segment(path, said.from(), said.destination()).reset(sequence + 1));
        }
      }
    }
  }

  /** Whether there is nobody left to wait for. */
  boolean isDone(Map<InetAddress, Mac> macs, long now) {
    return attempts.entrySet().stream()
        .filter(each -> macs.containsKey(each.getKey().address()))
        .map(Map.Entry::getValue)
        .allMatch(
            attempt ->
                attempt.reply != Reply.SILENT
                    || (attempt.tries == TRIES && now - attempt.last >= AGAIN_AFTER));
  }

  /** What came of it. */
  Map<Path, Reply> replies() {
    Map<Path, Reply> replies = new LinkedHashMap<>();
    new ArrayList<>(attempts.entrySet())
        .forEach(each -> replies.put(each.getKey(), each.getValue().reply));
    return replies;
  }
}
