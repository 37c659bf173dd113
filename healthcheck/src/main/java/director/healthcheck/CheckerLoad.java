// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import java.time.Duration;
import java.util.Optional;

/**
 * How the checker keeps up.
 *
 * @param targets that are checked
 * @param inFlight probes under way
 * @param waiting targets that are due, but wait for a free place among those in flight
 * @param lag how late the target is that has waited longest, or the latest probe was when it
 *     started, against their plan; grows when too much is asked
 * @param late all time by which the checker's thread woke too late since it started, for want of
 *     CPU or because the process was stopped; targets get back as longer deadlines what it cost
 *     them
 * @param starved why nothing is taken down now: we do not get the CPU to judge by; empty if we do
 * @param withheld targets that would be down if it were not for our own doubts
 */
public record CheckerLoad(
    int targets,
    int inFlight,
    int waiting,
    Duration lag,
    Duration late,
    Optional<String> starved,
    int withheld) {}
