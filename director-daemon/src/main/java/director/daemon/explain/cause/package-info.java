// SPDX-License-Identifier: Apache-2.0
/**
 * Finds out why something is as it is: a pure function of what the director knows ({@link
 * director.daemon.control.StatusReport}). Start with {@link director.daemon.explain.cause.Explain},
 * then {@link director.daemon.explain.cause.ServerAccount}, the richest of the three accounts.
 *
 * <p>Every sentence is of one of three sorts: a figure of the report; what follows from it by the
 * rules of the configuration; or experience, which is told only where the evidence leaves no other
 * way, and with a "perhaps" where it does.
 *
 * <p>Deliberately absent: the past beyond what the report holds, which is the journal's.
 */
package director.daemon.explain.cause;
