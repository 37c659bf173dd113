// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel parameters that IPVS depends on: what they are, what the configuration wants, and what
 * is advised for direct routing.
 *
 * <p>Start reading at {@link director.daemon.sysctl.IpvsParameters}.
 *
 * <p>Absent on purpose: putting values back. They belong to the machine, and a director that stops
 * leaves the machine as it found it useful.
 */
package director.daemon.sysctl;
