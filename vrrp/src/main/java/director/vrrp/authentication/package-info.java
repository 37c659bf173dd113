// SPDX-License-Identifier: Apache-2.0
/**
 * Proves where advertisements come from: passwords of version 2, and the HMAC trailer of keepalived
 * 2.4.2 and later (draft-cassen-vrrp-auth-hmac). Begin with {@link
 * director.vrrp.authentication.Verifier}. Nothing here reads a clock: whoever asks says what time
 * it is.
 */
package director.vrrp.authentication;
