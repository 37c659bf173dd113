// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.watch.Sighting.Advertisement;
import director.lab.watch.Sighting.GratuitousArp;
import director.lab.wire.Host;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
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

  private final PcapHandle handle;
  private final List<Sighting> sightings = new CopyOnWriteArrayList<>();

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
      handle.setFilter("arp or ip proto 112", BpfCompileMode.OPTIMIZE);
    } catch (PcapNativeException | NotOpenException e) {
      throw new IOException("cannot watch " + device + ": " + e.getMessage(), e);
    }
    Thread thread = new Thread(this::watch, "observer");
    thread.setDaemon(true);
    thread.start();
  }

  /** All so far, oldest first. */
  public List<Sighting> sightings() {
    return List.copyOf(sightings);
  }

  /** The advertisements of {@code host} since {@code since}, oldest first. */
  public List<Advertisement> advertisements(Host host, Instant since) {
    return seen(Advertisement.class, host, since);
  }

  /** The announcements of addresses by {@code host} since {@code since}, oldest first. */
  public List<GratuitousArp> announcements(Host host, Instant since) {
    return seen(GratuitousArp.class, host, since);
  }

  /** The latest advertisement of anyone. */
  public Optional<Advertisement> lastAdvertisement() {
    return sightings.stream()
        .filter(Advertisement.class::isInstance)
        .map(Advertisement.class::cast)
        .reduce((earlier, later) -> later);
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

  private <T extends Sighting> List<T> seen(Class<T> kind, Host host, Instant since) {
    return sightings.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(sighting -> sighting.from().equals(host.mac()) && sighting.at().isAfter(since))
        .toList();
  }

  private void watch() {
    try {
      handle.loop(
          -1,
          (byte[] frame) ->
              Frames.read(handle.getTimestamp().toInstant(), frame).ifPresent(sightings::add));
    } catch (InterruptedException e) {
      return; // how breakLoop ends it
    } catch (PcapNativeException | NotOpenException e) {
      throw new IllegalStateException("the observer lost sight of the segment", e);
    } finally {
      handle.close();
    }
  }
}
