// SPDX-License-Identifier: Apache-2.0
/**
 * Checks real servers, and says of each whether it is up, since when, and why.
 *
 * <p>Start reading at {@link director.healthcheck.HealthChecker}: the full set of orders goes in,
 * an immutable snapshot comes out after each probe. {@code Targets} is its core and runs on one
 * thread; it asks {@code schedule} who is due and how long to wait, {@code probe} what a target
 * answers, and {@code state} what follows from that. All but {@code probe} runs on virtual time in
 * the tests.
 *
 * <p>Invariant: a target is taken down only for what it did itself. What this process missed, for
 * want of CPU, descriptors, ports or routes, is void: it changes neither state nor streak. What it
 * saw while it was starved, or from too many at once, is withheld by {@code Doubts} until a fresh
 * failure confirms it.
 *
 * <p>Deliberately absent: weights, quorum, IPVS, and any knowledge of the rest of directord.
 */
package director.healthcheck;
