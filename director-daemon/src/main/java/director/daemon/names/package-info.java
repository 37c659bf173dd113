// SPDX-License-Identifier: Apache-2.0
/**
 * Real servers that are known by a DNS name: one for each of its addresses.
 *
 * <p>Start reading at {@link director.daemon.names.NameWatch}; what becomes of an answer is decided
 * in {@link director.daemon.names.Step}.
 *
 * <p>Absent on purpose: a resolver of our own. The machine's answers, with its files, caches and
 * search lists, as it answers everybody else on it.
 */
package director.daemon.names;
