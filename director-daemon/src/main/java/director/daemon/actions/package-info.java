// SPDX-License-Identifier: Apache-2.0
/**
 * Does something about servers and services: commands and webhooks, when they go up or down, and in
 * steps when a server fails again and again.
 *
 * <p>Start reading at {@link director.daemon.actions.Actions}, which is told of every check. What
 * is due, and when its turn is, is decided in {@code state}; {@code Execution} has it done and
 * keeps what came of it.
 *
 * <p>Deliberately absent: any influence on the table of IPVS or on an election. A health check and
 * its fall and rise decide of those, whatever an action does.
 */
package director.daemon.actions;
