// SPDX-License-Identifier: Apache-2.0
/** What outlives a restart. */
package director.daemon.disk;
