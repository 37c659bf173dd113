// SPDX-License-Identifier: Apache-2.0
/**
 * What a daemon and systemd have to say to each other: {@link director.systemd.SdNotify} are the
 * words that we send, {@link director.systemd.WatchdogTime} how often it wants to hear from us. The
 * unit files are in {@code systemd/units}.
 *
 * <p>Values only. The datagram is sent by {@code netlink.linux}, and who has what to say is known
 * in {@code daemon.supervision}.
 */
package director.systemd;
