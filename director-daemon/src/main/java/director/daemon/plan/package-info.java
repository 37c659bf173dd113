// SPDX-License-Identifier: Apache-2.0
/**
 * What follows from the configuration, from the health of the servers and from what operators
 * asked. Pure: time comes in as a monotonic {@code Duration}, and what has to be known the next
 * time goes out as a value.
 *
 * <p>Start reading at {@link director.daemon.plan.Allotments}: it decides what weight each real
 * server of a service has, and says why. {@link director.daemon.plan.ServicePlan} makes an IPVS
 * table of such decisions. {@link director.daemon.plan.InitialHealth} goes the other way, from a
 * table that is found at start to what is believed.
 *
 * <p>Absent on purpose: the kernel's table as it is. What has to change there is told by comparing,
 * in {@code director.ipvs.table}.
 */
package director.daemon.plan;
