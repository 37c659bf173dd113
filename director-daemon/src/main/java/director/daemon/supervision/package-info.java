// SPDX-License-Identifier: Apache-2.0
/**
 * What we tell the service manager that started us, if one did: start at {@link
 * director.daemon.supervision.Supervisor}.
 *
 * <p>Nothing of ours depends on whether it listens.
 */
package director.daemon.supervision;
