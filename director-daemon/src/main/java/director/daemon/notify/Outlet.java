// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import director.daemon.config.DirectorConfig;
import director.daemon.event.EventSink;
import java.time.Duration;
import java.util.List;

/**
 * Somewhere that events go out to: scripts and pipes now, mail or metrics one day. It is told each
 * event as it happens and takes it from there, on threads of its own; it tells what came of it as
 * events of the kind NOTIFY, and what is wrong with it as problems of the status.
 */
public interface Outlet extends EventSink, AutoCloseable {

  /** From now on {@code next} holds; told before what follows from it happens. Does not block. */
  void follow(DirectorConfig next);

  /** What an operator should know, a sentence each. */
  List<String> problems();

  /** The director ends, and what it ran has ended: tells so, for at most so long. Blocks. */
  void stop(Duration atMost);

  /** Gives up at once what is under way, and says what that was. */
  @Override
  void close();
}
