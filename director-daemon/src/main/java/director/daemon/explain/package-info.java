// SPDX-License-Identifier: Apache-2.0
/**
 * Why something is as it is, as a value that an operator is told. Start with {@link
 * director.daemon.explain.Explanation}.
 *
 * <p>Deliberately absent: how it is found out, which is {@link director.daemon.explain.cause}'s, so
 * that who hands it on (the API) and who explains the API's own report do not know each other in a
 * circle; and how it looks, which is the command line's.
 */
package director.daemon.explain;
