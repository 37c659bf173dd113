// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written on one line, and the thread that writes it: the other process may be
 * stopped and read nothing for hours, which is no reason for its partner to stop as well. Of what
 * only the newest counts, only the newest waits; of the rest a bounded number does.
 */
final class Outbox implements AutoCloseable {
  /** Far more than is ever on its way to a partner that reads. */
  private static final int MOST = 1000;

  private final LineChannel line;
  private final Map<Object, Object> waiting = new LinkedHashMap<>();
  private boolean closed;
  private @Nullable String failure;

  Outbox(LineChannel line, String name) {
    this.line = line;
    Thread thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Behind all that waits, and in place of what waits under the same {@code key}. */
  synchronized void replace(Object key, Object message) {
    waiting.remove(key);
    waiting.put(key, message);
    notifyAll();
  }

  /** Behind all that waits; false if that is too much already, and then it will not be said. */
  synchronized boolean add(Object message) {
    if (closed || waiting.size() >= MOST) {
      return false;
    }
    waiting.put(new Object(), message);
    notifyAll();
    return true;
  }

  /** Why nothing can be written any more; null while it can. */
  synchronized @Nullable String failure() {
    return failure;
  }

  private void run() {
    try {
      for (Object message = next(); message != null; message = next()) {
        line.write(ElectorCodec.encode(message));
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private synchronized @Nullable Object next() {
    while (waiting.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        closed = true;
      }
    }
    var all = waiting.values().iterator();
    if (closed || !all.hasNext()) {
      return null;
    }
    Object message = all.next();
    all.remove();
    return message;
  }

  /** The other end is gone: whoever reads the line is to see that, too. */
  private void fail(IOException e) {
    synchronized (this) {
      failure = closed ? null : "cannot write: " + e.getMessage();
      closed = true;
    }
    try {
      line.endReading();
    } catch (IOException gone) {
      line.close();
    }
  }

  /** What still waits is not said; the line is left to its owner. */
  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    notifyAll();
  }
}
