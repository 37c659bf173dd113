// SPDX-License-Identifier: Apache-2.0
/**
 * What can be wrong with a director and its real servers, one file for each thing: facts in,
 * findings out. Pure.
 *
 * <p>Start reading at {@link director.daemon.doctor.rule.Rules}, which has all of them, then {@link
 * director.daemon.doctor.rule.Rule}. What a rule could not judge is no pass: it is {@link
 * director.daemon.doctor.rule.Open}.
 *
 * <p>Deliberately absent: mending anything. A finding names the command, people type it.
 */
package director.daemon.doctor.rule;
