// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

/**
 * Where text is drawn.
 *
 * @param width in characters
 * @param colour whether it understands ANSI colours
 */
public record Screen(int width, boolean colour) {}
