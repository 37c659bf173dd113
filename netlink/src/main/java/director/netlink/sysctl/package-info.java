// SPDX-License-Identifier: Apache-2.0
/**
 * Kernel parameters of a network namespace (sysctl(8), /proc/sys/net): read, set, and put back.
 *
 * <p>Start reading at {@link director.netlink.sysctl.Sysctl}.
 *
 * <p>Absent on purpose: a memory of what was changed. Whoever changes something keeps the {@link
 * director.netlink.sysctl.SysctlChange} for as long as it shall hold.
 */
package director.netlink.sysctl;
