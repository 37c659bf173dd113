// SPDX-License-Identifier: Apache-2.0
/**
 * The election as one pure function: {@link director.vrrp.state.VrrpStateMachine} takes a state and
 * an event and gives the next state, what is to be done, in order, and why. No clock, no socket, no
 * thread, no logger: a delay is a Duration from the instant at which the event happened.
 */
package director.vrrp.state;
