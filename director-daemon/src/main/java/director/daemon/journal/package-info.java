// SPDX-License-Identifier: Apache-2.0
/**
 * The journal of events on disk, and beside it how the director itself was in each second. Start
 * with {@link director.daemon.journal.Journal}.
 */
package director.daemon.journal;
