// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

/**
 * One thing that is wrong.
 *
 * @param rule by which it was found, {@link Rule#id}
 * @param subject what it is about: an interface, a virtual router, a real server, "kernel"
 * @param seen the evidence, a sentence
 * @param why it matters, a sentence
 * @param mend the command or the lines that mend it
 */
public record Finding(
    String rule, Severity severity, String subject, String seen, String why, String mend) {}
