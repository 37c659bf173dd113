// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.event.Entry;
import director.daemon.event.EventQuery;
import director.daemon.event.EventSink;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What happened, kept on disk, for those who ask later and those who follow. */
public interface Journal extends EventSink, AutoCloseable {

  /**
   * Entries of the past, the oldest first. Read away from the calling thread. However many are
   * asked for, an answer ends after 16 MiB: who wants all of a long time reads on after the last,
   * until nothing more comes.
   */
  CompletionStage<List<Entry>> read(EventQuery query);

  /**
   * The director's condition in each second of that time, the oldest first; a day of them at most.
   */
  CompletionStage<List<Condition>> conditions(Instant since, Instant until);

  /** Told of each entry once it is written; on the journal's own thread, which must not wait. */
  @FunctionalInterface
  interface Follower {
    void written(Entry entry);
  }

  /** Tells {@code follower} of all that is written from now on, until it is closed. */
  Subscription follow(Follower follower);

  /** The end of it is that nobody is told any more. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Sentences about what is wrong with it, for the status: a full disk, lost entries. */
  List<String> problems();

  /** Writes what is still to be written. */
  @Override
  void close();
}
