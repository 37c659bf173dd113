// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel's IPVS table: which virtual services it forwards, and to which real servers.
 *
 * <p>Start reading at {@link director.ipvs.table.IpvsReconciler}: what the table should be,
 * compared with what it is, gives the list of changes. {@code table} holds these values and is
 * pure; {@link director.ipvs.IpvsClient} reads the table and performs one change; {@code netlink}
 * does both against the kernel.
 *
 * <p>Words are those of ipvsadm: virtual service, real server, forwarding method, scheduler,
 * weight.
 *
 * <p>Absent on purpose: health, weights that change by themselves, retries and VRRP. Both directors
 * of a pair hold the same table all the time, and a failover moves addresses only.
 */
package director.ipvs;
