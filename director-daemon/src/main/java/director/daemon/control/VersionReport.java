// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

/** The answer to {@code GET /v1/version}: who answers. */
public record VersionReport(String name, String version, long pid) {}
