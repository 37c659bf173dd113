// SPDX-License-Identifier: Apache-2.0
/**
 * Draws reports for people: a report and a screen in, text out; pure.
 *
 * <p>Start reading at {@link director.daemon.cli.draw.StatusTable}, the one screen an operator
 * opens at night; {@code TextTable} lays out columns for it and for the lists.
 *
 * <p>What is wrong has {@code !!} in the margin, so that it is seen without colour and found by
 * grep. Text is ASCII as far as it is ours. Whatever came from outside, such as the words of a
 * server that failed its check, can't move the cursor or break a line: see {@code Cell}.
 *
 * <p>Deliberately absent: fetching, clocks (ages are counted from the time of the report), and
 * deciding what is wrong, which {@code director.daemon.control.Problems} does for all callers.
 */
package director.daemon.cli.draw;
