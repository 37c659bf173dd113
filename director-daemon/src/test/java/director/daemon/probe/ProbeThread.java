// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import director.daemon.Waiting;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The thread of a health checker, which is the test's own: it runs what it is told when asked. */
final class ProbeThread implements Executor {
  private final BlockingQueue<Runnable> told = new LinkedBlockingQueue<>();

  @Override
  public void execute(Runnable task) {
    told.add(task);
  }

  /** Runs what comes until {@code done}. */
  void until(BooleanSupplier done, Supplier<Object> otherwise) {
    Waiting.until(
        () -> {
          for (Runnable task = told.poll(); task != null; task = told.poll()) {
            task.run();
          }
          return done.getAsBoolean();
        },
        otherwise);
  }
}
