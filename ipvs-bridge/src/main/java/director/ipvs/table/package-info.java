// SPDX-License-Identifier: Apache-2.0
/**
 * What an IPVS table says, how it counts, and what leads from one table to another. Pure.
 *
 * <p>Start reading at {@link director.ipvs.table.IpvsTable}, then {@link
 * director.ipvs.table.IpvsReconciler}. Configuration and counters are apart, so that two tables are
 * equal when they forward alike.
 *
 * <p>Absent: services by firewall mark or SCTP, and the options of tunnels.
 */
package director.ipvs.table;
