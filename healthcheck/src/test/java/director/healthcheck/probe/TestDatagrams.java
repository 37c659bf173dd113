// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** A server on loopback that answers each datagram with those that the test says. */
final class TestDatagrams implements AutoCloseable {

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final BlockingQueue<byte[]> asked = new LinkedBlockingQueue<>();

  TestDatagrams(Function<byte[], List<byte[]>> answers) throws IOException {
    Thread thread = new Thread(() -> answerAll(answers), "test-datagrams");
    thread.setDaemon(true);
    thread.start();
  }

  /** A port of loopback that nobody has. */
  static InetSocketAddress nobody() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Waits for the next datagram that comes. */
  byte[] asked() throws InterruptedException {
    return asked.take();
  }

  private void answerAll(Function<byte[], List<byte[]>> answers) {
    var packet = new DatagramPacket(new byte[65_536], 65_536);
    while (true) {
      try {
        socket.receive(packet);
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        asked.add(bytes);
        for (byte[] answer : answers.apply(bytes)) {
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
