// SPDX-License-Identifier: Apache-2.0
/**
 * Decides from one probe result after the other whether a target is up.
 *
 * <p>Start reading at {@link director.healthcheck.state.Hysteresis}: the decision is that one pure
 * function of {@link director.healthcheck.state.DecisionRule}, {@link
 * director.healthcheck.state.Health} and {@link director.healthcheck.state.ProbeResult}. Whether a
 * failure may be our own is decided beside it, by {@link director.healthcheck.state.Starvation} (we
 * do not get the processor) and {@link director.healthcheck.state.MassFailure} (too many fail at
 * once), and goes in as a doubt. What a server wishes for its weight is {@link
 * director.healthcheck.state.Advice}. Nothing here reads a clock, opens a socket or starts a
 * thread, and nothing here knows how a result was obtained, so the rules hold for every kind of
 * probe.
 *
 * <p>Deliberately absent: weights, quorum and what becomes of a server that is down. That is the
 * plan's business.
 */
package director.healthcheck.state;
