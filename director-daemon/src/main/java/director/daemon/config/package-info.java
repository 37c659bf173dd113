// SPDX-License-Identifier: Apache-2.0
/**
 * Reads {@code director.conf} into values, or says everything that is wrong with it.
 *
 * <p>Start reading at {@link director.daemon.config.ConfigLoader}: text becomes a HOCON tree
 * ({@code HoconFile}), the tree becomes records ({@link director.daemon.config.DirectorConfig} and
 * what it holds), and the rules look at the records as a whole ({@code VrrpRules}, {@code
 * ElectionRules}, {@code TrackRules}, {@code ServiceRules}, {@code ServerRules}, {@code
 * IpvsRules}). Each record reads itself from a {@code Section}, which notes a problem and goes on
 * with a stand-in, so one reading finds all that is wrong; {@code Findings} drops what a rule
 * concludes from a stand-in.
 *
 * <p>What is written in several ways has a {@code ...Form}, which makes the value that the elector
 * is ordered with ({@code director.vrrp.orders}), or that IPVS knows ({@code director.ipvs.table}).
 *
 * <p>The words are those of the field: VRRP's from its RFCs, IPVS's from ipvsadm, {@code rise} and
 * {@code fall} from HAProxy; {@code docs/configuration.md} gives keepalived's word for each.
 *
 * <p>Deliberately absent: name look-ups (addresses are literals), any question to the machine but
 * for its host name and the files that hold secrets (a config can be checked anywhere, whatever
 * interfaces exist there), columns (typesafe-config knows lines only), and includes from the
 * network or the class path. This package is the only home of typesafe-config.
 */
package director.daemon.config;
