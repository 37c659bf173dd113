// SPDX-License-Identifier: Apache-2.0
/**
 * Talks to the kernel by netlink: one request verb, attributes, errors with the kernel's own words.
 *
 * <p>Start reading at {@link director.netlink.Netlink}: everything above is built from that one
 * method. {@code route} knows links, addresses, routes and rules, {@code generic} finds a family by
 * its name, {@code echo} asks neighbours, and {@code linux} is the only place of the project where
 * a system call is made.
 *
 * <p>Absent on purpose: caches, retries beyond the kernel's own "dump interrupted", and any opinion
 * of what an answer means. An empty table is an answer, not an error.
 */
package director.netlink;
