// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at once when a file has changed, come or gone (inotify(7)). What it misses, such as a
 * change behind a symbolic link or on another machine, is found by who reads the file periodically.
 */
final class FileWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** A shell empties a file before it writes: what comes together is told together. */
  private static final int SETTLES_MILLIS = 10;

  private static final int SETTLES_AT_MOST = 20;

  private record Watched(Path file, Runnable changed) {}

  private final Map<String, Watched> watched = new ConcurrentHashMap<>();
  private final WatchService service;

  /** Starts the thread. */
  FileWatch() throws IOException {
    service = FileSystems.getDefault().newWatchService();
    Thread thread = new Thread(this::listen, "track-files");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Tells {@code changed}, on a thread of this watch, from now on. To be repeated now and then: a
   * directory that was replaced is another one.
   *
   * @param name by which to {@link #forget} it
   * @param file absolute
   */
  void watch(String name, Path file, Runnable changed) throws IOException {
    watched.put(name, new Watched(file, changed));
    try {
      WatchKey unused =
          directoryOf(file).register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
    } catch (NoSuchFileException e) {
      // As long as there is no directory, there is nothing in it that could change.
      LOG.debug("{} is not there yet", directoryOf(file));
    } catch (ClosedWatchServiceException e) {
      LOG.debug("{} is not watched any more", file);
    }
  }

  /** Tells nothing more of what was watched under {@code name}. */
  void forget(String name) {
    watched.remove(name);
  }

  @Override
  public void close() throws IOException {
    service.close();
  }

  private void listen() {
    try {
      while (true) {
        Set<Path> changed = ConcurrentHashMap.newKeySet();
        take(service.take(), changed);
        settle(changed);
        changed.forEach(this::tell);
      }
    } catch (ClosedWatchServiceException e) {
      LOG.debug("no file is watched any more");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(Set<Path> changed) throws InterruptedException {
    WatchKey more = poll();
    for (int times = 1; more != null && times < SETTLES_AT_MOST; times++) {
      take(more, changed);
      more = poll();
    }
    if (more != null) {
      take(more, changed);
    }
  }

  private @Nullable WatchKey poll() throws InterruptedException {
    return service.poll(SETTLES_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void take(WatchKey key, Set<Path> changed) {
    for (WatchEvent<?> event : key.pollEvents()) {
      if (key.watchable() instanceof Path directory && event.context() instanceof Path name) {
        changed.add(directory.resolve(name));
      } else {
        // An overflow: anything may have happened.
        watched.values().forEach(it -> changed.add(it.file()));
      }
    }
    boolean unused = key.reset();
  }

  private void tell(Path file) {
    watched.values().stream()
        .filter(it -> it.file().equals(file))
        .forEach(it -> it.changed().run());
  }

  private static Path directoryOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }
}
