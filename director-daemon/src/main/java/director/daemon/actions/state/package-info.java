// SPDX-License-Identifier: Apache-2.0
/**
 * Decides what is done about a server or service, and when its turn is.
 *
 * <p>Start reading at {@link director.daemon.actions.state.Escalation}, which decides from one
 * check after the other, and at {@link director.daemon.actions.state.Agenda}, which holds what was
 * decided to its order, its number and its limits. Nothing here reads a clock or starts anything.
 *
 * <p>Deliberately absent: what an action is, a command or a webhook. That is the business of {@code
 * director.daemon.actions}.
 */
package director.daemon.actions.state;
