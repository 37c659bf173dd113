// SPDX-License-Identifier: Apache-2.0
/**
 * The Ethernet frames that the doctor sends and understands: who has this address, is anybody
 * there. Pure.
 *
 * <p>Start reading at {@link director.daemon.doctor.packet.Frame}, which reads what comes back.
 */
package director.daemon.doctor.packet;
