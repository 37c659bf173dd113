// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.AnswerReader.Incoming;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the director over its control socket; blocking, a connection for each request.
 *
 * <p>On the JDK alone: a command that is typed at night should not wait for netty to start.
 */
public final class ControlClient implements ControlApi {
  private static final Duration QUESTION = Duration.ofSeconds(5);

  /** A little more than {@link Limits#answer}, so that the server's own words come first. */
  private static final Duration ORDER = Duration.ofSeconds(65);

  /** Three signs of life that did not come. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final int LINES_AHEAD = 1_000;

  private final Way way;
  private final Duration questionTimeout;
  private final Duration orderTimeout;

  /** Over the network. */
  public ControlClient(RemoteDirector director) {
    this(Way.network(director), QUESTION, ORDER);
  }

  public ControlClient(Path socket) {
    this(socket, QUESTION, ORDER);
  }

  /**
   * @param questionTimeout for a GET as a whole, which is answered from memory
   * @param orderTimeout for everything else, which may take its time
   */
  ControlClient(Path socket, Duration questionTimeout, Duration orderTimeout) {
    this(Way.unix(socket), questionTimeout, orderTimeout);
  }

  private ControlClient(Way way, Duration questionTimeout, Duration orderTimeout) {
    this.way = way;
    this.questionTimeout = questionTimeout;
    this.orderTimeout = orderTimeout;
  }

  @Override
  public ControlAnswer call(String method, String path, String body)
      throws DirectorUnreachableException {
    Duration timeout = method.equals("GET") ? questionTimeout : orderTimeout;
    try (Wire wire = way.open()) {
      byte[] request = request(method, path, body);
      return inTime(timeout, new FutureTask<>(() -> exchange(wire, request).whole()));
    } catch (IOException | TimeoutException | InterruptedException e) {
      throw unreachable(e, timeout);
    }
  }

  /** Each line, and in the end none; or why there is no more. */
  private record Next(Optional<String> line, Optional<IOException> failure) {}

  @Override
  public ControlAnswer lines(String path, LineReader reader) throws DirectorUnreachableException {
    Duration timeout = questionTimeout;
    try (Wire wire = way.open()) {
      byte[] request = request("GET", path, "");
      Incoming answer = inTime(timeout, new FutureTask<>(() -> exchange(wire, request)));
      if (answer.status() != 200) {
        return inTime(timeout, new FutureTask<>(answer::whole));
      }
      timeout = SILENCE;
      BlockingQueue<Next> queue = new ArrayBlockingQueue<>(LINES_AHEAD);
      start(() -> read(answer, queue));
      Next next = next(queue);
      while (next.line().isPresent() && reader.read(next.line().get())) {
        next = next(queue);
      }
      if (next.failure().isPresent()) {
        throw next.failure().get();
      }
      return new ControlAnswer(200, "");
    } catch (IOException | TimeoutException | InterruptedException e) {
      throw unreachable(e, timeout);
    }
  }

  private static Next next(BlockingQueue<Next> queue)
      throws TimeoutException, InterruptedException {
    Next next = queue.poll(SILENCE.toNanos(), TimeUnit.NANOSECONDS);
    if (next == null) {
      throw new TimeoutException();
    }
    return next;
  }

  private static void read(Incoming answer, BlockingQueue<Next> queue) {
    try {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        String line = lines.readLine();
        while (line != null) {
          queue.put(new Next(Optional.of(line), Optional.empty()));
          line = lines.readLine();
        }
        queue.put(new Next(Optional.empty(), Optional.empty()));
      } catch (IOException e) {
        queue.put(new Next(Optional.empty(), Optional.of(e)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DirectorUnreachableException unreachable(Exception failure, Duration timeout) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new DirectorUnreachableException(way.sentence(failure, timeout), failure);
  }

  /** On a thread of its own: neither connect nor read of a blocking socket knows a timeout. */
  private static <T> T inTime(Duration timeout, FutureTask<T> exchange)
      throws IOException, TimeoutException, InterruptedException {
    start(exchange);
    try {
      return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "control-client");
    thread.setDaemon(true);
    thread.start();
  }

  private static Incoming exchange(Wire wire, byte[] request) throws IOException {
    wire.connect();
    try {
      OutputStream out = wire.out();
      out.write(request);
      out.flush();
    } catch (IOException e) {
      return answerInSpiteOf(e, wire);
    }
    return AnswerReader.begin(new BufferedInputStream(wire.in()));
  }

  /** A server that refuses says why and closes, perhaps before it has read all that we write. */
  private static Incoming answerInSpiteOf(IOException failure, Wire wire) throws IOException {
    try {
      return AnswerReader.begin(new BufferedInputStream(wire.in()));
    } catch (ProtocolException none) {
      failure.addSuppressed(none);
      throw failure;
    }
  }

  private byte[] request(String method, String path, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: "
            + way.host()
            + "\r\nAccept: application/json\r\nConnection: close\r\n"
            + way.headers()
            + (content.length == 0 ? "" : "Content-Type: application/json\r\n")
            + (method.equals("GET") ? "" : "Content-Length: " + content.length + "\r\n")
            + "\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + content.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(content, 0, all, start.length, content.length);
    return all;
  }
}
