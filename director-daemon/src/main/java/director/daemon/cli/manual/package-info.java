// SPDX-License-Identifier: Apache-2.0
/**
 * Manual pages and completions, written from the commands themselves while the distribution is
 * built, so that they cannot say anything else than {@code --help}. Start with {@link
 * director.daemon.cli.manual.ManualPage} and {@link director.daemon.cli.manual.Completions}.
 *
 * <p>Deliberately absent: AsciiDoc and what it takes to make a page of it (docs/adr/0023).
 */
package director.daemon.cli.manual;
