// SPDX-License-Identifier: Apache-2.0
/**
 * Tells others what happens, in the formats of keepalived: scripts that are run, and lines that are
 * written into named pipes.
 *
 * <p>Start reading at {@link director.daemon.notify.Notify}, which is told every {@link
 * director.daemon.event.Event} and asks {@code state} what is to be told of it. {@link
 * director.daemon.notify.Outlet} is where whatever else is to come (mail, metrics, a page)
 * attaches.
 *
 * <p>Deliberately absent: any influence on elections, checks or the table; and commands on a
 * server's or service's health, which are {@code director.daemon.actions}.
 */
package director.daemon.notify;
