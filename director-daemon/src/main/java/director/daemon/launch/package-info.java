// SPDX-License-Identifier: Apache-2.0
/**
 * The programs: {@code directord} runs the director, {@code directord vrrp} the elector. Top to
 * bottom: options, configuration, privileges, parts, signals, wait.
 */
package director.daemon.launch;
