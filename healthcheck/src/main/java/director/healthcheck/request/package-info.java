// SPDX-License-Identifier: Apache-2.0
/**
 * What can be asked of a real server, and which answer means health.
 *
 * <p>Start reading at {@link director.healthcheck.request.Question}. All of it is values, equal
 * when they ask the same: on that rests which checks share a probe, and which state outlives a
 * reload.
 *
 * <p>Deliberately absent: how it is asked (that is the probe's business), how often, and what
 * follows.
 */
package director.healthcheck.request;
