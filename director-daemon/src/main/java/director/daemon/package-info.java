// SPDX-License-Identifier: Apache-2.0
/**
 * The director process. {@link director.daemon.Director} is the one place where adapters are made
 * and joined; it decides on one thread. {@code config} says what is wanted, {@code plan} what
 * follows from it and from the health of the servers, {@code elector} speaks with the other
 * process, {@code control} answers operators.
 */
package director.daemon;
