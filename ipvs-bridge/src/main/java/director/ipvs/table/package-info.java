// SPDX-License-Identifier: Apache-2.0
/**
 * What an IPVS table says, how it counts, and what leads from one table to another. Pure.
 *
 * <p>Start reading at {@link director.ipvs.table.IpvsTable}, then {@link
 * director.ipvs.table.IpvsReconciler}. Configuration and counters are apart, so that two tables are
 * equal when they forward alike. {@link director.ipvs.table.SettingsReconciler} does the same for
 * timeouts and sync daemons, and {@link director.ipvs.table.IpvsadmForm} writes a table as ipvsadm
 * saves it.
 *
 * <p>Which kernel brought what is said where it is: with {@link
 * director.ipvs.table.VirtualService}, {@link director.ipvs.table.RealServer}, {@link
 * director.ipvs.table.Tunnel} and {@link director.ipvs.table.SyncDaemon}.
 *
 * <p>Absent: connections, and services of other protocols than TCP, UDP and SCTP, which nobody
 * makes by ipvsadm.
 */
package director.ipvs.table;
