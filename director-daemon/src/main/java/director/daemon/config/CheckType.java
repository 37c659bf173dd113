// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

/** The protocols in which a real server can be asked, by their words. */
enum CheckType {
  HTTPS,
  HTTP,
  TCP,
  TLS,
  UDP,
  DNS,
  SMTP,
  PING,
  GRPC,
  AGENT,
  FILE,
  SCRIPT
}
