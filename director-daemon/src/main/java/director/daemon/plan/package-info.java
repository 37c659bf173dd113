// SPDX-License-Identifier: Apache-2.0
/** What follows from the configuration and the health of the servers. Pure. */
package director.daemon.plan;
