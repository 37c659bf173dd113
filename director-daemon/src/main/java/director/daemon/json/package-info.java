// SPDX-License-Identifier: Apache-2.0
/**
 * JSON for those who must be small: the elector keeps in memory what it has loaded once, so it
 * reads and writes by jackson-core alone (docs/adr/0028).
 *
 * <p>{@link director.daemon.json.JsonTree} is text as maps and lists, {@link
 * director.daemon.json.JsonRecords} maps and lists as records. The control API, which the director
 * alone serves, has Jackson's data binding and is not here.
 */
package director.daemon.json;
