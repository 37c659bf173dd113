// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code directorctl doctor} knows when it begins to judge: plain values, each of which may be
 * unknown for a reason ({@link director.daemon.doctor.fact.Known}).
 *
 * <p>Start reading at {@link director.daemon.doctor.fact.Facts}. {@link
 * director.daemon.doctor.fact.Agenda} says what has to be found out, given a configuration.
 */
package director.daemon.doctor.fact;
