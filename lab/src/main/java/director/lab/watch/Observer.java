// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.watch.Sighting.Advertisement;
import director.lab.watch.Sighting.Announcement;
import director.lab.wire.Host;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;

/**
 * An independent witness on the switch: it sees every advertisement and every announcement of an
 * address, with the kernel's time stamp.
 */
public final class Observer implements AutoCloseable {
  private static final int SNAPSHOT_LENGTH = 256;
  private static final String FILTER =
      "arp or ip proto 112 or ip6 proto 112 or (icmp6 and ip6[40] == 136)";

  private final PcapHandle handle;
  private final List<Sighting> sightings = new ArrayList<>();

  /** Begins to watch {@code device} of the calling thread's network namespace. */
  public Observer(String device) throws IOException {
    try {
      handle =
          new PcapHandle.Builder(device)
              .snaplen(SNAPSHOT_LENGTH)
              .promiscuousMode(PromiscuousMode.PROMISCUOUS)
              .timeoutMillis(100)
              .immediateMode(true)
              .timestampPrecision(TimestampPrecision.NANO)
              .build();
      handle.setFilter(FILTER, BpfCompileMode.OPTIMIZE);
    } catch (PcapNativeException | NotOpenException e) {
      throw new IOException("cannot watch " + device + ": " + e.getMessage(), e);
    }
    Thread thread = new Thread(this::watch, "observer");
    thread.setDaemon(true);
    thread.start();
  }

  /** All so far, oldest first. */
  public List<Sighting> sightings() {
    synchronized (sightings) {
      return List.copyOf(sightings);
    }
  }

  /** The advertisements of {@code host} since {@code since}, oldest first. */
  public List<Advertisement> advertisements(Host host, Instant since) {
    return seen(Advertisement.class, since).filter(one -> one.isFrom(host)).toList();
  }

  /** The announcements of addresses by {@code host} since {@code since}, oldest first. */
  public List<Announcement> announcements(Host host, Instant since) {
    return seen(Announcement.class, since).filter(one -> one.from().equals(host.mac())).toList();
  }

  /** The sightings of a kind since then, oldest first. */
  public <T extends Sighting> Stream<T> seen(Class<T> kind, Instant since) {
    return since(since).stream().filter(kind::isInstance).map(kind::cast);
  }

  /** From the end, because the latest few are asked for many times while a flood is remembered. */
  private List<Sighting> since(Instant instant) {
    synchronized (sightings) {
      int first = sightings.size();
      while (first > 0 && sightings.get(first - 1).at().isAfter(instant)) {
        first--;
      }
      return List.copyOf(sightings.subList(first, sightings.size()));
    }
  }

  private void remember(Sighting sighting) {
    synchronized (sightings) {
      sightings.add(sighting);
    }
  }

  /** The time between one and the next, in order. */
  public static List<Duration> rhythm(List<? extends Sighting> sightings) {
    return IntStream.range(1, sightings.size())
        .mapToObj(i -> Duration.between(sightings.get(i - 1).at(), sightings.get(i).at()))
        .toList();
  }

  /** Ends the watch; the thread that watches closes what it used. */
  @Override
  public void close() {
    try {
      handle.breakLoop();
    } catch (NotOpenException e) {
      throw new IllegalStateException("the watch had already ended", e);
    }
  }

  private void watch() {
    try {
      handle.loop(
          -1,
          (byte[] frame) ->
              Frames.read(handle.getTimestamp().toInstant(), frame).ifPresent(this::remember));
    } catch (InterruptedException e) {
      return; // how breakLoop ends it
    } catch (PcapNativeException | NotOpenException e) {
      throw new IllegalStateException("the observer lost sight of the segment", e);
    } finally {
      handle.close();
    }
  }
}
