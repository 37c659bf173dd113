// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Threads of the doctor. They end with the process, whatever they wait for. */
final class Background {
  private static final Executor THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "doctor");
            thread.setDaemon(true);
            return thread;
          });

  private Background() {}

  static <T> CompletableFuture<T> start(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, THREADS);
  }

  static void run(Runnable work) {
    THREADS.execute(work);
  }
}
