// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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

  /** Three times the pause after which the server says that it is still there. */
  private static final Duration LIFE_SIGN = Duration.ofSeconds(30);

  private final Path socket;
  private final Duration questionTimeout;
  private final Duration orderTimeout;
  private final Duration lineTimeout;

  public ControlClient(Path socket) {
    this(socket, QUESTION, ORDER, LIFE_SIGN);
  }

  /** With the usual patience for lines. */
  ControlClient(Path socket, Duration questionTimeout, Duration orderTimeout) {
    this(socket, questionTimeout, orderTimeout, LIFE_SIGN);
  }

  /**
   * @param questionTimeout for a GET as a whole, which is answered from memory
   * @param orderTimeout for everything else, which may take its time
   * @param lineTimeout from one line to the next
   */
  ControlClient(
      Path socket, Duration questionTimeout, Duration orderTimeout, Duration lineTimeout) {
    this.socket = socket;
    this.questionTimeout = questionTimeout;
    this.orderTimeout = orderTimeout;
    this.lineTimeout = lineTimeout;
  }

  @Override
  public ControlAnswer call(String method, String path, String body)
      throws DirectorUnreachableException {
    Duration timeout = method.equals("GET") ? questionTimeout : orderTimeout;
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return within(timeout, channel, request(method, path, body));
    } catch (IOException | TimeoutException | InterruptedException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new DirectorUnreachableException(Unreachable.sentence(socket, e, timeout), e);
    }
  }

  @Override
  public ControlAnswer lines(String path, LineReader reader) throws DirectorUnreachableException {
    try (PatientChannel channel = PatientChannel.connect(socket, lineTimeout)) {
      channel.write(request("GET", path, ""));
      AnswerReader.Head head = AnswerReader.head(channel);
      if (head.status() != 200) {
        return new ControlAnswer(head.status(), AnswerLines.of(channel, head).rest());
      }
      AnswerLines lines = AnswerLines.of(channel, head);
      String line = lines.next();
      while (line != null && reader.read(line)) {
        line = lines.next();
      }
      return new ControlAnswer(head.status(), "");
    } catch (SocketTimeoutException e) {
      throw new DirectorUnreachableException(
          Unreachable.sentence(socket, new TimeoutException(), lineTimeout), e);
    } catch (IOException e) {
      throw new DirectorUnreachableException(Unreachable.sentence(socket, e, lineTimeout), e);
    }
  }

  /** On a thread of its own: neither connect nor read of a blocking channel knows a timeout. */
  private ControlAnswer within(Duration timeout, SocketChannel channel, ByteBuffer request)
      throws IOException, TimeoutException, InterruptedException {
    FutureTask<ControlAnswer> exchange = new FutureTask<>(() -> exchange(channel, request));
    Thread thread = new Thread(exchange, "control-client");
    thread.setDaemon(true);
    thread.start();
    try {
      return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private ControlAnswer exchange(SocketChannel channel, ByteBuffer request) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(socket));
    try {
      while (request.hasRemaining()) {
        channel.write(request);
      }
    } catch (IOException e) {
      return answerInSpiteOf(e, channel);
    }
    return AnswerReader.read(channel);
  }

  /** A server that refuses says why and closes, perhaps before it has read all that we write. */
  private static ControlAnswer answerInSpiteOf(IOException failure, SocketChannel channel)
      throws IOException {
    try {
      return AnswerReader.read(channel);
    } catch (ProtocolException none) {
      failure.addSuppressed(none);
      throw failure;
    }
  }

  private static ByteBuffer request(String method, String path, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: directord\r\nAccept: application/json\r\nConnection: close\r\n"
            + (content.length == 0 ? "" : "Content-Type: application/json\r\n")
            + (method.equals("GET") ? "" : "Content-Length: " + content.length + "\r\n")
            + "\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(start.length + content.length).put(start).put(content).flip();
  }
}
