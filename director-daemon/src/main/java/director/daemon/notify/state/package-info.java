// SPDX-License-Identifier: Apache-2.0
/**
 * What keepalived would tell of an event, and in which order it is told.
 *
 * <p>Start reading at {@link director.daemon.notify.state.Telling}, which turns events into
 * notices; {@link director.daemon.notify.state.Turns} holds scripts to their order, and {@link
 * director.daemon.notify.state.Backlog} keeps lines that nobody has read yet.
 *
 * <p>Deliberately absent: processes, pipes, clocks. That is the business of {@code
 * director.daemon.notify}.
 */
package director.daemon.notify.state;
