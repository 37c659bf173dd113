// SPDX-License-Identifier: Apache-2.0
/**
 * Measures the elector and the health checker beside keepalived, in the same lab and the same run:
 * how far above the protocol's own limit each of them is.
 *
 * <p>Start reading at {@link director.lab.bench.Takeover}. The client and the observer are one
 * program in C, {@code lab/bench/probe.c}, whose words {@link director.lab.bench.Probe} reads. The
 * benches of health checks begin at {@link director.lab.bench.ChecksCost}; what they set beside
 * each other are the two implementations of {@link director.lab.bench.CheckDaemon}.
 *
 * <p>Benches judge nothing: they print figures, and mark those that tell of the machine rather than
 * of a daemon.
 */
package director.lab.bench;
