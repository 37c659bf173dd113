// SPDX-License-Identifier: Apache-2.0
/**
 * A log of records in a bounded number of files, which a crash at any byte leaves readable. Start
 * with {@link director.daemon.journal.segment.SegmentLog}; {@link
 * director.daemon.journal.segment.Frames} has the form of a line.
 *
 * <p>Deliberately absent: what the records say.
 */
package director.daemon.journal.segment;
