// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import director.daemon.local.NumberFile;
import director.daemon.local.ScriptRunner;
import director.healthcheck.probe.Prober;
import director.healthcheck.probe.ProberSource;
import director.healthcheck.request.FileCheck;
import director.healthcheck.request.PingCheck;
import director.healthcheck.request.ScriptCheck;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever asks what is not asked over TCP or UDP. Closing it ends all scripts that still run. */
public final class LocalProbers implements ProberSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("director");
  private static final long IDLE_SECONDS = 30;

  private final ScriptRunner runner = new ScriptRunner();
  private final ExecutorService scripts = scriptPlaces();
  private final ExecutorService files =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          daemons("check-file-"));

  private final List<PingProber> pings = new CopyOnWriteArrayList<>();

  @Override
  public Prober on(Executor thread) {
    Executor heard = task -> tell(thread, task);
    Prober byScript = new ScriptProber(runner, scripts, heard, System::nanoTime);
    Prober byFile = new FileProber(NumberFile::read, files, heard);
    PingProber byPing = new PingProber(EchoSockets::start, new SecureRandom(), heard);
    pings.add(byPing);
    return (question, done) -> {
      if (question.request() instanceof PingCheck) {
        return byPing.start(question, done);
      }
      if (question.request() instanceof ScriptCheck) {
        return byScript.start(question, done);
      }
      if (question.request() instanceof FileCheck) {
        return byFile.start(question, done);
      }
      throw new IllegalArgumentException(question.request().kind() + " is not asked here");
    };
  }

  private static void tell(Executor thread, Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException closed) {
      // The health checker has ended, and with it whoever asked.
      LOG.debug("what a probe found is told to nobody any more", closed);
    }
  }

  /** After the last probe was cancelled. Does not wait for what it ends. */
  @Override
  public void close() {
    scripts.shutdownNow();
    files.shutdownNow();
    pings.forEach(PingProber::close);
  }

  private static ExecutorService scriptPlaces() {
    ThreadPoolExecutor places =
        new ThreadPoolExecutor(
            ScriptProber.PLACES,
            ScriptProber.PLACES,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons("check-script-"));
    places.allowCoreThreadTimeOut(true);
    return places;
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
