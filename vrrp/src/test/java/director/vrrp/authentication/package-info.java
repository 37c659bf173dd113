// SPDX-License-Identifier: Apache-2.0
/** Who is believed: begin with {@link director.vrrp.authentication.PublishedVectorsTest}. */
package director.vrrp.authentication;
