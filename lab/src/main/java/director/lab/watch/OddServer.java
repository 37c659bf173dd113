// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.wire.Host;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Servers that behave as none should, one to a port. They live in this JVM. What a client that has
 * gone makes them throw ends that conversation and nothing else.
 */
public final class OddServer implements AutoCloseable {
  /** Answers by HTTP in chunks. */
  public static final int CHUNKED = 9001;

  /** Answers by HTTP after 400 ms. */
  public static final int SLOW_FIRST = 9002;

  /** Takes what is said, and never answers. */
  public static final int SILENT = 9003;

  /** Resets the connection when something is said. */
  public static final int RESETTING = 9004;

  /** Says something that is neither TLS nor HTTP. */
  public static final int BABBLING = 9005;

  /** Sends headers without an end. */
  public static final int ENDLESS_HEADERS = 9006;

  /** Sends a body without an end. */
  public static final int ENDLESS_BODY = 9007;

  /** Sends three gigabytes of zeros, compressed. */
  public static final int BOMB = 9008;

  /** Sends a byte every 100 ms. */
  public static final int DRIPPING = 9009;

  /** Promises a longer body than it sends. */
  public static final int LYING = 9010;

  /** Interim responses without an end. */
  public static final int INTERIM = 9011;

  /** An agent that says {@code up 50%}. */
  public static final int AGENT_HALF = 9012;

  /** An agent that says {@code down}, and why. */
  public static final int AGENT_DOWN = 9013;

  /** An agent that says {@code drain}. */
  public static final int AGENT_DRAIN = 9014;

  private static final int SLOW_MILLIS = 400;
  private static final int DRIP_MILLIS = 100;
  private static final int BOMB_BLOCKS = 100;
  private static final int BOMB_BLOCK_MEGABYTES = 32;
  private static final int BLOCK = 1024 * 1024;
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  /** One conversation. */
  @FunctionalInterface
  private interface Manner {
    void converse(Socket client, OutputStream out) throws IOException, InterruptedException;
  }

  private final List<ServerSocket> listening = new ArrayList<>();
  private final Host host;

  /** Begins to listen at all addresses of {@code host}. */
  public OddServer(Host host) throws IOException, InterruptedException {
    this.host = host;
    listen(CHUNKED, (client, out) -> chunked(out));
    listen(SLOW_FIRST, (client, out) -> slowFirst(out));
    listen(SILENT, (client, out) -> untilClosed(client));
    listen(RESETTING, (client, out) -> client.setSoLinger(true, 0));
    listen(BABBLING, (client, out) -> say(out, "Bitte treten Sie ein!\r\n"));
    listen(
        ENDLESS_HEADERS, (client, out) -> endlessly(out, OK, "X-More: " + "y".repeat(80) + "\r\n"));
    listen(ENDLESS_BODY, (client, out) -> endlessly(out, OK + "\r\n", "z".repeat(8192)));
    byte[] zeros = compressedZeros();
    listen(BOMB, (client, out) -> bomb(out, zeros));
    listen(DRIPPING, (client, out) -> drip(out));
    listen(LYING, (client, out) -> say(out, OK + "Content-Length: 1000\r\n\r\nshort"));
    listen(INTERIM, (client, out) -> endlessly(out, "", "HTTP/1.1 100 Continue\r\n\r\n"));
    listen(AGENT_HALF, (client, out) -> say(out, "up 50%\n"));
    listen(AGENT_DOWN, (client, out) -> say(out, "down#the disk is full\n"));
    listen(AGENT_DRAIN, (client, out) -> say(out, "drain\n"));
  }

  private void listen(int port, Manner manner) throws IOException, InterruptedException {
    ServerSocket server = host.inside(() -> new ServerSocket(port));
    listening.add(server);
    host.thread(() -> serve(server, manner));
  }

  private static void serve(ServerSocket server, Manner manner) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread thread = new Thread(() -> attend(client, manner), "odd-" + server.getLocalPort());
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void attend(Socket client, Manner manner) {
    try (client) {
      boolean speaksFirst = client.getLocalPort() >= AGENT_HALF;
      if (speaksFirst || client.getInputStream().read(new byte[BLOCK]) > 0) {
        manner.converse(client, client.getOutputStream());
      }
    } catch (IOException gone) {
      return; // as clients do that have seen enough
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void endlessly(OutputStream out, String begin, String text) throws IOException {
    say(out, begin);
    while (true) {
      say(out, text);
    }
  }

  private static void chunked(OutputStream out) throws IOException {
    say(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
    for (String word : List.of("all ", "is ", "well\n")) {
      say(out, Integer.toHexString(word.length()) + "\r\n" + word + "\r\n");
    }
    say(out, "0\r\n\r\n");
  }

  private static void slowFirst(OutputStream out) throws IOException, InterruptedException {
    Thread.sleep(SLOW_MILLIS);
    say(out, OK + "Content-Length: 12\r\n\r\nall is well\n");
  }

  /** Compressed beforehand: the lab's processor would take longer than the client waits. */
  private static void bomb(OutputStream out, byte[] block) throws IOException {
    say(out, OK + "Content-Encoding: gzip\r\n\r\n");
    for (int sent = 0; sent < BOMB_BLOCKS; sent++) {
      out.write(block);
    }
  }

  private static byte[] compressedZeros() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(compressed)) {
      for (int megabyte = 0; megabyte < BOMB_BLOCK_MEGABYTES; megabyte++) {
        zip.write(new byte[BLOCK]);
      }
    }
    return compressed.toByteArray();
  }

  private static void drip(OutputStream out) throws IOException, InterruptedException {
    for (byte one :
        (OK + "Content-Length: 1000\r\n\r\n" + "x".repeat(1000))
            .getBytes(StandardCharsets.US_ASCII)) {
      out.write(one);
      out.flush();
      Thread.sleep(DRIP_MILLIS);
    }
  }

  private static void untilClosed(Socket client) throws IOException {
    while (client.getInputStream().read() >= 0) {
      // it goes on listening
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket server : listening) {
      server.close();
    }
  }
}
