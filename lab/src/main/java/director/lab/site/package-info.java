// SPDX-License-Identifier: Apache-2.0
/**
 * The photo site in small: what runs on the lab's hosts, and how to ask it.
 *
 * <p>Start reading at {@link director.lab.site.PhotoSite}, which puts all together. {@link
 * director.lab.site.DirectorHost} runs our daemon as an operator would, by its launcher, its
 * configuration file, signals and {@code directorctl}; nothing of the daemon's code is used here.
 */
package director.lab.site;
