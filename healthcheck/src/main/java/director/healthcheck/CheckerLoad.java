// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import java.time.Duration;

/**
 * How the checker keeps up.
 *
 * @param targets that are checked
 * @param inFlight probes under way
 * @param waiting targets that are due, but wait for a free place among those in flight
 * @param lag how late the latest probe started, against its plan; grows when too much is asked
 * @param lost all time in which the checker could not listen since it started: want of CPU, a
 *     stopped process; probes get it back as longer deadlines
 */
public record CheckerLoad(int targets, int inFlight, int waiting, Duration lag, Duration lost) {}
