// SPDX-License-Identifier: Apache-2.0
package director.lab.forge;

import director.lab.wire.Host;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;

/** A host that sends what it should not. */
public final class Forger implements AutoCloseable {
  /** The hardware address of the VRRP group 224.0.0.18 (RFC 1112, section 6.4), and IPv4's type. */
  private static final String GROUP = "01005e000012";

  private static final String TYPE_IPV4 = "0800";

  private final byte[] header;
  private final PcapHandle handle;

  /** Takes hold of {@code host}'s network card. */
  public Forger(Host host) throws IOException, InterruptedException {
    String source = host.mac().replace(":", "");
    header = HexFormat.of().parseHex(GROUP + source + TYPE_IPV4);
    handle =
        host.inside(
            () -> {
              try {
                return new PcapHandle.Builder("eth0").snaplen(64).build();
              } catch (PcapNativeException e) {
                throw new IOException("cannot send from " + host.name() + ": " + e.getMessage(), e);
              }
            });
  }

  /** Sends one of each. */
  public void send(List<Forgery> forgeries) throws IOException {
    for (Forgery forgery : forgeries) {
      send(forgery);
    }
  }

  /**
   * Sends them in turn, evenly spread.
   *
   * @return how many were sent; fewer than asked for where the machine is too slow
   */
  public int flood(List<Forgery> forgeries, int perSecond, Duration time)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    int sent = 0;
    for (long elapsed = 0; elapsed < time.toNanos(); elapsed = System.nanoTime() - start) {
      long due = elapsed * perSecond / 1_000_000_000L;
      // What could not be sent in time is not made up for in a burst.
      for (int burst = 0; sent < due && burst < perSecond / 50; burst++) {
        send(forgeries.get(sent++ % forgeries.size()));
      }
      Thread.sleep(5);
    }
    return sent;
  }

  @Override
  public void close() {
    handle.close();
  }

  /** Says again what was recorded, in the name of whoever said it first. */
  public void repeat(List<byte[]> frames) throws IOException {
    for (byte[] frame : frames) {
      send(frame, "a frame of another host");
    }
  }

  private void send(Forgery forgery) throws IOException {
    ByteBuffer packet = forgery.packet().duplicate();
    send(
        ByteBuffer.allocate(header.length + packet.remaining()).put(header).put(packet).array(),
        forgery.wrong());
  }

  private void send(byte[] frame, String what) throws IOException {
    try {
      handle.sendPacket(frame);
    } catch (PcapNativeException | NotOpenException e) {
      throw new IOException("cannot send '" + what + "': " + e.getMessage(), e);
    }
  }
}
