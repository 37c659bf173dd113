// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Those who ask a director: for its status at a rate, whether or not it answers as fast; for its
 * events, reading or not reading them; and one who sends what is no request.
 */
final class Askers implements AutoCloseable {
  private static final int AT_ONCE = 24;
  private static final int PIECE = 256 * 1024;

  private final Path socket;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Double> tookMillis = new ArrayList<>();
  private final AtomicLong due = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong answerBytes = new AtomicLong();
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong losses = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong rubbish = new AtomicLong();
  private volatile boolean closed;

  Askers(Path socket) {
    this.socket = socket;
  }

  /** What came of it since the last time it was asked. */
  record Score(
      Figures took, long refused, double answerKilobytes, long lines, long losses, long ended) {}

  synchronized Score score() {
    Figures took = new Figures(tookMillis);
    double kilobytes = answerBytes.getAndSet(0) / 1024.0 / Math.max(1, tookMillis.size());
    tookMillis.clear();
    return new Score(
        took,
        refused.getAndSet(0),
        kilobytes,
        lines.getAndSet(0),
        losses.getAndSet(0),
        ended.getAndSet(0));
  }

  long rubbish() {
    return rubbish.get();
  }

  /** So many a second, from now on. What is not begun in time for want of an answer is left out. */
  void status(String path, int aSecond) {
    long origin = System.nanoTime();
    due.set(0);
    for (int i = 0; i < AT_ONCE; i++) {
      start("status-" + i, () -> askAtRate(path, origin, 1_000_000_000L / aSecond));
    }
  }

  private void askAtRate(String path, long origin, long every) throws InterruptedException {
    while (!closed) {
      long wait = origin + due.getAndIncrement() * every - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
      }
      if (-wait < 1_000_000_000L) {
        ask(path);
      }
    }
  }

  private void ask(String path) {
    long begin = System.nanoTime();
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    try (SocketChannel channel = request(path)) {
      long bytes = 0;
      boolean good = false;
      while (channel.read(buffer.clear()) >= 0) {
        if (bytes == 0) {
          good =
              StandardCharsets.US_ASCII.decode(buffer.flip()).toString().startsWith("HTTP/1.1 200");
          buffer.limit(buffer.capacity());
        }
        bytes += buffer.position();
      }
      took(good, System.nanoTime() - begin, bytes);
    } catch (IOException e) {
      refused.incrementAndGet();
    }
  }

  private synchronized void took(boolean good, long nanos, long bytes) {
    if (good) {
      tookMillis.add(nanos / 1e6);
      answerBytes.addAndGet(bytes);
    } else {
      refused.incrementAndGet();
    }
  }

  /** Who reads what it is told, as fast as it comes, and counts. */
  void follow() {
    start("follower", this::readEvents);
  }

  private void readEvents() {
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    try (SocketChannel channel = request("/v1/events?follow=true&most=0")) {
      while (!closed && channel.read(buffer.clear()) >= 0) {
        byte[] bytes = buffer.array();
        int length = buffer.position();
        long seen = 0;
        for (int i = 0; i < length; i++) {
          if (bytes[i] == '{') {
            seen += startsWith(bytes, i, "{\"sequence\"") ? 1 : 0;
            losses.addAndGet(startsWith(bytes, i, "{\"lost\"") ? 1 : 0);
          }
        }
        lines.addAndGet(seen);
      }
    } catch (IOException e) {
      if (!closed) {
        Report.progress("a follower was cut off: " + e.getMessage());
      }
    }
    ended.addAndGet(closed ? 0 : 1);
  }

  private static boolean startsWith(byte[] bytes, int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= bytes.length || bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Who asks and never reads, and after a minute goes and asks again. */
  void stall(String path) {
    start(
        "stalled",
        () -> {
          while (!closed) {
            try (SocketChannel unread = request(path)) {
              Report.progress("one asks and does not read: " + path + " " + unread.isOpen());
              Thread.sleep(60_000);
            } catch (IOException e) {
              Report.progress("nobody takes one that never reads: " + e.getMessage());
            }
          }
        });
  }

  /** Who sends random bytes, or the beginning of a request without its end. */
  void babble() {
    Random random = new Random(6);
    start(
        "garbage",
        () -> {
          while (!closed) {
            byte[] bytes = new byte[1 + random.nextInt(8192)];
            random.nextBytes(bytes);
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
              channel.connect(UnixDomainSocketAddress.of(socket));
              if (random.nextBoolean()) {
                channel.write(
                    ByteBuffer.wrap("GET /v1/status?view=".getBytes(StandardCharsets.US_ASCII)));
              }
              channel.write(ByteBuffer.wrap(bytes));
              rubbish.incrementAndGet();
            } catch (IOException e) {
              rubbish.incrementAndGet(); // cut off while it was at it
            }
            Thread.sleep(20);
          }
        });
  }

  private SocketChannel request(String path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String text =
          "GET %s HTTP/1.1\r\nHost: director\r\nConnection: close\r\n\r\n".formatted(path);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  private void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** All of them go; an interrupt closes a channel that one of them waits at. */
  @Override
  public void close() throws IOException {
    closed = true;
    try {
      for (Thread thread : threads) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while those who ask went away");
    }
  }
}
