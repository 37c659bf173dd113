// SPDX-License-Identifier: Apache-2.0
/**
 * What must be true of the daemon on a real network, one scenario a claim.
 *
 * <p>Start reading at {@link director.lab.scenario.Groups}, the list of all; {@link
 * director.lab.scenario.Tests} runs them. Scenarios of a group share a running site, because a
 * director takes seconds to start in User-Mode Linux; before each one the group sees to it that the
 * site is calm, and builds it anew where it is not.
 */
package director.lab.scenario;
