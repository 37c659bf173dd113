// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import director.daemon.config.NotifyConfig;
import director.daemon.config.NotifyConfig.Fifo;
import director.daemon.event.EventSink;
import director.daemon.notify.state.ElectionNotice;
import director.daemon.notify.state.HealthNotice;
import director.daemon.notify.state.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The named pipes, and who reads them. For one thread at a time. */
final class Pipes {
  /** Readers that are there take what is left within milliseconds. */
  private static final Duration REMOVED_ENDS_WITHIN = Duration.ofSeconds(1);

  private final EventSink events;
  private final SortedMap<Path, PipeWriter> writers = new TreeMap<>();
  private final SortedMap<Path, PipeReader> readers = new TreeMap<>();
  private NotifyConfig config = NotifyConfig.DEFAULT;

  Pipes(EventSink events) {
    this.events = events;
  }

  /** Pipes that stay are not touched, nor are their readers, so nobody misses a line. */
  void follow(NotifyConfig next) {
    config = next;
    Map<Path, Fifo> wanted = new TreeMap<>();
    fifos(next).forEach(fifo -> wanted.put(fifo.path(), fifo));
    writers
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.containsKey(entry.getKey());
              if (gone) {
                entry.getValue().end(REMOVED_ENDS_WITHIN);
              }
              return gone;
            });
    wanted.forEach(
        (path, fifo) -> {
          PipeWriter writer = writers.get(path);
          if (writer == null) {
            writers.put(path, new PipeWriter(fifo, events));
          } else {
            writer.follow(fifo);
          }
        });
    followReaders(wanted, next.user());
  }

  private void followReaders(Map<Path, Fifo> wanted, String user) {
    Map<Path, PipeReader.Program> programs = new TreeMap<>();
    wanted.forEach(
        (path, fifo) ->
            PipeReader.Program.of(fifo, user).ifPresent(one -> programs.put(path, one)));
    readers
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !entry.getValue().program().equals(programs.get(entry.getKey()));
              if (gone) {
                entry.getValue().end();
              }
              return gone;
            });
    programs.forEach(
        (path, program) -> readers.computeIfAbsent(path, any -> new PipeReader(program, events)));
  }

  private static List<Fifo> fifos(NotifyConfig of) {
    List<Fifo> all = new ArrayList<>();
    of.fifo().ifPresent(all::add);
    of.vrrpFifo().ifPresent(all::add);
    of.lvsFifo().ifPresent(all::add);
    return all;
  }

  void add(Notice notice) {
    if (notice instanceof ElectionNotice election) {
      if (!election.word().isWrittenOnly() || config.priorityChanges()) {
        config.vrrpFifo().ifPresent(fifo -> add(fifo, notice));
        config.fifo().ifPresent(fifo -> add(fifo, notice));
      }
    } else if (notice instanceof HealthNotice) {
      config.lvsFifo().ifPresent(fifo -> add(fifo, notice));
      config.fifo().ifPresent(fifo -> add(fifo, notice));
    }
  }

  private void add(Fifo fifo, Notice notice) {
    PipeWriter writer = writers.get(fifo.path());
    if (writer != null) {
      writer.add(notice.line());
    }
  }

  /** Lets readers read what is written, for so long, and then ends those that we run. */
  void end(Duration atMost) throws InterruptedException {
    writers.values().forEach(writer -> writer.end(atMost));
    for (PipeWriter writer : writers.values()) {
      writer.join();
    }
    readers.values().forEach(PipeReader::end);
    for (PipeReader reader : readers.values()) {
      reader.join();
    }
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    writers.values().forEach(writer -> problems.addAll(writer.problems()));
    readers.values().forEach(reader -> reader.problem().ifPresent(problems::add));
    return problems;
  }
}
