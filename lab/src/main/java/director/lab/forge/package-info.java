// SPDX-License-Identifier: Apache-2.0
/**
 * Bad packets, made by hand.
 *
 * <p>{@link director.lab.forge.Forgery} is a list of advertisements each of which is wrong in one
 * field, and would depose the Master if it were believed; {@link director.lab.forge.Forger} sends
 * them. No codec of the daemon is used: it could not make them, and is what they are to test.
 */
package director.lab.forge;
