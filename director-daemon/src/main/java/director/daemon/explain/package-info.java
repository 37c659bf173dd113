// SPDX-License-Identifier: Apache-2.0
/**
 * Why something is as it is: a pure function from what the director knows ({@link
 * director.daemon.control.StatusReport}) to what an operator is told. Start with {@link
 * director.daemon.explain.Explanation}.
 *
 * <p>Deliberately absent: how it looks, which is the command line's.
 */
package director.daemon.explain;
