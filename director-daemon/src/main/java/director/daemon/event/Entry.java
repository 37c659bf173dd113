// SPDX-License-Identifier: Apache-2.0
package director.daemon.event;

import java.time.Instant;

/**
 * An event as it stands in the journal.
 *
 * @param sequence from 1, and going on after a restart; what it leaves out was lost to a disk, and
 *     an entry says so
 * @param time by the wall clock, for people: it may jump; order is by {@code sequence}
 */
public record Entry(long sequence, Instant time, Event event) {}
