// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread for work that would hold up the socket's: writing out a big answer, reading a big body.
 * Its queue is as long as there are connections, as each of them waits for one thing at a time. It
 * ends when there was nothing to do for a while.
 */
final class Workers {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private Workers() {}

  static Executor thread(String name) {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    one.allowCoreThreadTimeOut(true);
    return one;
  }
}
