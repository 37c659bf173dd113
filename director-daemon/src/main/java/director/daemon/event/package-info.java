// SPDX-License-Identifier: Apache-2.0
/**
 * What happened, as a value: one record that the log on disk, those who follow it, notify scripts
 * and whatever is to come (mail, metrics, a page) are fed from. Start with {@link
 * director.daemon.event.Event}; who has something to tell is given an {@link
 * director.daemon.event.EventSink}.
 *
 * <p>Deliberately absent: files, threads, JSON.
 */
package director.daemon.event;
