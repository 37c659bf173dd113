// SPDX-License-Identifier: Apache-2.0
/** The rehearsal, on a kernel. */
package director.vrrp.rehearsal;
