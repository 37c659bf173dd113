// SPDX-License-Identifier: Apache-2.0
/**
 * The election, rule by rule with literal durations, and then all of it: {@link
 * director.vrrp.state.EveryTransitionTest} walks every state that can be reached through every
 * event. Start reading at {@link director.vrrp.state.Given}.
 */
package director.vrrp.state;
