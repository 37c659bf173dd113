// SPDX-License-Identifier: Apache-2.0
/**
 * Test scope only: time that moves when told, seeds that replay, and a network that misbehaves.
 *
 * <p>Start reading at {@link director.testkit.VirtualLoop}: it takes the place of the daemon's own
 * event loop, so a minute of elections takes milliseconds and runs the same way each time. {@link
 * director.testkit.FaultyLan} carries values between stations on that loop, and {@link
 * director.testkit.Seeds} decides what goes wrong.
 *
 * <p>Absent on purpose: threads, sleeping, the wall clock, and anything that knows of VRRP or IPVS.
 */
package director.testkit;
