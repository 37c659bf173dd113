// SPDX-License-Identifier: Apache-2.0
/**
 * Decides when to probe, and when to stop waiting for a probe.
 *
 * <p>Start reading at {@link director.healthcheck.schedule.Timetable}: which targets are due, in
 * their place or out of turn. {@link director.healthcheck.schedule.Phase} spreads them over their
 * interval, {@link director.healthcheck.schedule.Lateness} measures how late this process is
 * itself, and {@link director.healthcheck.schedule.Deadline} uses it, so that a target never pays
 * for a director that was short of CPU.
 *
 * <p>Every "now" is a {@code Duration} on a monotonic clock with an origin of the caller's choice,
 * and always an argument: no clock, thread or timer lives here.
 */
package director.healthcheck.schedule;
