// SPDX-License-Identifier: Apache-2.0
package director.lab.forge;

import director.lab.wire.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;

/** Listens on a host to what others advertise, byte by byte, to say it again later. */
public final class Recorder {
  private static final int SNAPSHOT_LENGTH = 512;
  private static final int READ_MILLIS = 100;
  private static final int MOST_READS = 100;

  private Recorder() {}

  /** The next advertisements of {@code speaker} that arrive at {@code listener}, as frames. */
  public static List<byte[]> record(Host listener, Host speaker, int count)
      throws IOException, InterruptedException {
    return listener.inside(() -> record(speaker, count));
  }

  private static List<byte[]> record(Host speaker, int count) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    try (PcapHandle handle =
        new PcapHandle.Builder("eth0")
            .snaplen(SNAPSHOT_LENGTH)
            .promiscuousMode(PromiscuousMode.PROMISCUOUS)
            .timeoutMillis(READ_MILLIS)
            .immediateMode(true)
            .build()) {
      handle.setFilter("ip proto 112 and src host " + speaker.address(), BpfCompileMode.OPTIMIZE);
      for (int read = 0; read < MOST_READS && frames.size() < count; read++) {
        byte[] frame = handle.getNextRawPacket();
        if (frame != null) {
          frames.add(frame);
        }
      }
    } catch (PcapNativeException | NotOpenException e) {
      throw new IOException("cannot listen: " + e.getMessage(), e);
    }
    if (frames.size() < count) {
      throw new IOException(
          "only " + frames.size() + " of " + count + " advertisements of " + speaker.name());
    }
    return List.copyOf(frames);
  }
}
