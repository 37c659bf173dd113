// SPDX-License-Identifier: Apache-2.0
/**
 * The lab: a photo site in small, out of network namespaces, on which the daemon proves itself.
 *
 * <p>Start reading at {@code scenario}: what must be true, one scenario a claim, and the demo. It
 * plays on a {@code site} (routers, directors, clients), which stands on a {@code wire} (hosts and
 * cables), is watched by the instruments of {@code watch}, attacked with {@code forge}, and told by
 * {@code story}. The shell scripts {@code lab/demo} and {@code lab/test} are the ways in; they
 * enter by {@code lab/bin/enter}, so that nothing here knows whether it runs on this machine's
 * kernel or in User-Mode Linux.
 *
 * <p>Absent on purpose: the daemon's own classes. It is started by its launcher and judged by what
 * it does; only the system calls of {@code director.netlink.linux} are shared.
 */
package director.lab;
