// SPDX-License-Identifier: Apache-2.0
/** Tells the service manager how the daemon is; the unit files are in {@code systemd/units}. */
package director.systemd;
