// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.watch.Calls.Call;
import director.lab.wire.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A client that connects to a virtual service again and again, 10 ms after it was greeted by a
 * {@link GreetingServer}, or refused, or left without an answer for a second.
 */
public final class Caller implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final InetSocketAddress service;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean stopped;

  /** Begins to call. */
  public Caller(Host client, InetSocketAddress service) {
    this.service = service;
    this.thread = client.thread(this::callOnAndOn);
  }

  /** So many calls, one after the other, from the host's own address. */
  public static Calls calls(Host client, InetSocketAddress service, int number)
      throws IOException, InterruptedException {
    return calls(client, InetAddress.getByName(client.address()), service, number);
  }

  /** The same from another of its addresses. */
  public static Calls calls(Host client, InetAddress from, InetSocketAddress service, int number)
      throws IOException, InterruptedException {
    return client.inside(
        () -> {
          Call[] calls = new Call[number];
          for (int call = 0; call < number; call++) {
            calls[call] = call(new InetSocketAddress(from, 0), service);
          }
          return new Calls(List.of(calls));
        });
  }

  /** What became of its calls so far. */
  public Calls soFar() {
    return new Calls(calls);
  }

  /** Stops calling, and tells what became of all calls. */
  public Calls stop() throws InterruptedException {
    stopped = true;
    thread.join();
    return soFar();
  }

  @Override
  public void close() {
    stopped = true;
  }

  private void callOnAndOn() {
    Urgency.beforeDaemons();
    try {
      while (!stopped) {
        calls.add(call(new InetSocketAddress(0), service));
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Call call(InetSocketAddress from, InetSocketAddress service) {
    long started = System.nanoTime();
    try (Socket socket = new Socket()) {
      if (!from.getAddress().isAnyLocalAddress()) {
        socket.bind(from);
      }
      socket.connect(service, (int) PATIENCE.toMillis());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      String name =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return name == null
          ? new Call(started, "", "closed without a greeting")
          : new Call(started, name, "");
    } catch (IOException e) {
      return new Call(started, "", e.toString()); // which is an answer that we count
    }
  }
}
