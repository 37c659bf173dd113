// SPDX-License-Identifier: Apache-2.0
/**
 * Measures the elector beside keepalived, in the same lab and the same run: how far above the
 * protocol's own limit each of them is.
 *
 * <p>Start reading at {@link director.lab.bench.Takeover}. The client and the observer are one
 * program in C, {@code lab/bench/probe.c}, whose words {@link director.lab.bench.Probe} reads.
 * Benches judge nothing: they print figures, and mark those that tell of the machine rather than of
 * a daemon.
 */
package director.lab.bench;
