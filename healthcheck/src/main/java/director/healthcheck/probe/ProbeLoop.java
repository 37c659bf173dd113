// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which probes run: a netty event loop on epoll, and its TLS context.
 *
 * <p>What a task throws is a mistake of ours. It goes to the thread's uncaught exception handler,
 * where the process can end; netty alone would log it and go on without the task.
 */
public final class ProbeLoop implements AutoCloseable {

  private static final Duration ORDERLY_CLOSE = Duration.ofSeconds(5);

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop thread;
  private final ClientTls tls;

  private ProbeLoop(MultiThreadIoEventLoopGroup group, ClientTls tls) {
    this.group = group;
    this.thread = group.next();
    this.tls = tls;
  }

  /**
   * Starts the thread, of the given name.
   *
   * @throws IllegalStateException if a native library cannot be loaded; the message says which
   */
  public static ProbeLoop start(String name) {
    return start(name, InstantSource.system());
  }

  /**
   * @param clock of the wall, by which certificates expire
   */
  static ProbeLoop start(String name, InstantSource clock) {
    if (!Epoll.isAvailable()) {
      throw new IllegalStateException(
          "health checks need netty's epoll library, which exists for Linux on x86_64 and aarch64 and"
              + " cannot be loaded here: "
              + Epoll.unavailabilityCause(),
          Epoll.unavailabilityCause());
    }
    ClientTls tls = ClientTls.load(clock);
    return new ProbeLoop(
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name), EpollIoHandler.newFactory()),
        tls);
  }

  /**
   * Runs {@code task} on the thread, soon; it must not block.
   *
   * @throws java.util.concurrent.RejectedExecutionException after {@link #close}
   */
  public void execute(Runnable task) {
    thread.execute(() -> run(task));
  }

  /** Runs {@code task} on the thread after {@code delay}, unless the future is cancelled. */
  public Future<?> schedule(Duration delay, Runnable task) {
    return thread.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Probes by TCP connections; to be used on the thread only. */
  public Prober streamProber() {
    return new StreamProber(thread, tls, this::execute);
  }

  /** Probes by single datagrams; to be used on the thread only. */
  public Prober datagramProber() {
    return new DatagramProber(thread, this::execute);
  }

  /** Ends the thread after the work it has at hand, and closes what is still open. */
  @Override
  public void close() {
    group.shutdownGracefully(0, ORDERLY_CLOSE.toSeconds(), TimeUnit.SECONDS).syncUninterruptibly();
    tls.close();
  }

  /** Hands a mistake of ours to whoever watches over this thread. */
  static void report(Throwable mistake) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, mistake);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error mistake) {
      report(mistake);
    }
  }
}
