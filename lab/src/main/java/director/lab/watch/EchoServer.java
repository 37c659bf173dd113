// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.wire.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Answers a datagram on any address of a host by the same and the host's name behind it. It lives
 * in this JVM and not on the host, so that it answers whatever becomes of the host's processes: as
 * the kernel does, which forwards while it holds an address.
 */
public final class EchoServer implements AutoCloseable {
  /** The echo protocol's (RFC 862). */
  static final int PORT = 7;

  private static final int SIZE = 64;

  private final DatagramSocket socket;

  /** Begins to answer on {@code host}. */
  public EchoServer(Host host) throws IOException, InterruptedException {
    socket = host.inside(() -> new DatagramSocket(PORT));
    byte[] name = host.name().getBytes(StandardCharsets.US_ASCII);
    host.thread(() -> answer(name));
  }

  private void answer(byte[] name) {
    Urgency.beforeDaemons();
    DatagramPacket packet = new DatagramPacket(new byte[SIZE], SIZE);
    while (!socket.isClosed()) {
      try {
        packet.setLength(SIZE - name.length);
        socket.receive(packet);
        int asked = packet.getLength();
        byte[] answer = Arrays.copyOf(packet.getData(), asked + name.length);
        System.arraycopy(name, 0, answer, asked, name.length);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        if (!socket.isClosed() && !isUnreachable(e)) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** The asker has gone, or our cable has: then there is nobody to answer. */
  private static boolean isUnreachable(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("unreachable") || message.contains("No route");
  }

  @Override
  public void close() {
    socket.close();
  }
}
