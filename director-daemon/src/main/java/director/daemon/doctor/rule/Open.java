// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

/**
 * One thing that nobody could judge, which is no pass.
 *
 * @param rule that would have judged it
 * @param subject what it would have been about
 * @param reason why it could not
 */
public record Open(String rule, String subject, String reason) {}
