// SPDX-License-Identifier: Apache-2.0
/**
 * The way back: a configuration in the words of its file, every default written out.
 *
 * <p>Start reading at {@link director.daemon.config.text.ConfigTerms}, which says a {@link
 * director.daemon.config.DirectorConfig} as a tree of {@link director.daemon.config.text.Term}s,
 * and {@link director.daemon.config.text.ConfigText}, which writes the tree down as HOCON. Each of
 * the {@code ...Terms} is the counterpart of the {@code ...Form}s that read its part; that both
 * agree is held by a test which reads what was written.
 *
 * <p>What is equal is written alike, and what differs is not: so texts can be compared and hashed.
 *
 * <p>Deliberately absent: what the file says beside that, comments and order and includes.
 */
package director.daemon.config.text;
