// SPDX-License-Identifier: Apache-2.0
package director.daemon.event;

import java.time.Instant;

/**
 * An event as it stands in the journal.
 *
 * @param sequence from 1, without gaps, and going on after a restart
 * @param time by the wall clock, for people: it may jump; order is by {@code sequence}
 */
public record Entry(long sequence, Instant time, Event event) {}
