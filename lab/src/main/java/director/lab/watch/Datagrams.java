// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.wire.Host;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Datagrams from a client to {@link GreetingServer}s. */
public final class Datagrams {
  /** Below the name of a datagram that was not answered. */
  public static final String NOBODY = "nobody";

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private Datagrams() {}

  /**
   * Who answered how many, each sent when the one before was answered.
   *
   * @param ports how many source ports are used
   * @param each how many datagrams are sent from each
   */
  public static SortedMap<String, Integer> answers(
      Host client, InetAddress from, InetSocketAddress service, int ports, int each)
      throws IOException, InterruptedException {
    return client.inside(
        () -> {
          SortedMap<String, Integer> answers = new TreeMap<>();
          for (int port = 0; port < ports; port++) {
            try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
              socket.setSoTimeout((int) PATIENCE.toMillis());
              for (int number = 0; number < each; number++) {
                answers.merge(answer(socket, service), 1, Integer::sum);
              }
            }
          }
          return answers;
        });
  }

  /** Sends one from each of these, and awaits no answer. */
  public static void send(
      Host client, Collection<InetSocketAddress> sources, InetSocketAddress service)
      throws IOException, InterruptedException {
    client.inside(
        () -> {
          ByteBuffer content = ByteBuffer.allocateDirect(1);
          for (InetSocketAddress source : sources) {
            try (DatagramChannel channel = DatagramChannel.open()) {
              channel.bind(source).send(content.clear(), service);
            }
          }
          return null;
        });
  }

  private static String answer(DatagramSocket socket, InetSocketAddress service)
      throws IOException {
    socket.send(new DatagramPacket(new byte[1], 1, service));
    DatagramPacket answer = new DatagramPacket(new byte[64], 64);
    try {
      socket.receive(answer);
    } catch (SocketTimeoutException e) {
      return NOBODY;
    }
    return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII).strip();
  }
}
