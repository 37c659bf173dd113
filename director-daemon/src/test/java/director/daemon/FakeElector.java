// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The elector's end of the line, which says what a test wants and writes down what it hears. */
public final class FakeElector implements Closeable {
  private final Path socket;
  private final ServerSocketChannel server;
  private final List<String> greeting;
  private final boolean hangsUp;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> lines = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();

  private FakeElector(Path socket, boolean hangsUp, List<String> greeting) throws IOException {
    this.socket = socket;
    this.greeting = greeting;
    this.hangsUp = hangsUp;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    thread(this::accept);
  }

  /** Says {@code greeting} to everybody who connects. */
  public static FakeElector at(Path socket, String... greeting) throws IOException {
    return new FakeElector(socket, false, List.of(greeting));
  }

  /** Says {@code greeting}, too, and closes the line at once. */
  public static FakeElector thatHangsUpAt(Path socket, String... greeting) throws IOException {
    return new FakeElector(socket, true, List.of(greeting));
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel line = server.accept();
        synchronized (lines) {
          lines.add(line);
        }
        connections.incrementAndGet();
        greeting.forEach(text -> write(line, text + "\n"));
        if (hangsUp) {
          line.close();
        } else {
          thread(() -> read(line));
        }
      }
    } catch (IOException e) {
      // Closed: the test is over, or the elector "died".
    }
  }

  private void read(SocketChannel line) {
    try {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(line), StandardCharsets.UTF_8));
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        heard.add(text);
      }
    } catch (IOException e) {
      // As good as an end.
    }
    ends.incrementAndGet();
  }

  /** All lines of all connections. */
  public List<String> heard() {
    return List.copyOf(heard);
  }

  public int connections() {
    return connections.get();
  }

  /** How many lines the other end has closed. */
  public int ends() {
    return ends.get();
  }

  /** To whom is connected now. */
  public void say(String text) {
    write(last(), text + "\n");
  }

  /** Without the end of a line. */
  public void sayPartOf(String text) {
    write(last(), text);
  }

  public void hangUp() throws IOException {
    last().close();
  }

  private SocketChannel last() {
    synchronized (lines) {
      return lines.get(lines.size() - 1);
    }
  }

  private static void write(SocketChannel line, String text) {
    try {
      line.write(StandardCharsets.UTF_8.encode(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "fake-elector");
    thread.setDaemon(true);
    thread.start();
  }

  /** As when it is killed: nobody answers any more. */
  @Override
  public void close() throws IOException {
    server.close();
    synchronized (lines) {
      for (SocketChannel line : lines) {
        line.close();
      }
    }
    Files.deleteIfExists(socket);
  }
}
