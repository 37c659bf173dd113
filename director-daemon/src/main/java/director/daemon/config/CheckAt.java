// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A check, and where it is written.
 *
 * @param path of its section
 * @param servers whom it is for
 */
record CheckAt(String path, CheckConfig config, List<RealServerConfig> servers) {

  /** Those of a service and of its servers. */
  static List<CheckAt> allOf(ServiceConfig service) {
    List<RealServerConfig> others =
        service.everyServer().filter(server -> server.ownChecks().isEmpty()).toList();
    Stream<CheckAt> common =
        service.checks().stream().flatMap(checks -> of(checks, service.key(""), others));
    Stream<CheckAt> own =
        service
            .everyServer()
            .flatMap(
                server ->
                    server.ownChecks().flatMap(OwnChecks::checks).stream()
                        .flatMap(checks -> of(checks, service.key(server, ""), List.of(server))));
    return Stream.concat(common, own).toList();
  }

  private static Stream<CheckAt> of(
      ChecksConfig checks, String owner, List<RealServerConfig> servers) {
    return checks.each().entrySet().stream()
        .map(check -> new CheckAt(owner + section(checks, check), check.getValue(), servers));
  }

  private static String section(ChecksConfig checks, Map.Entry<String, CheckConfig> check) {
    return checks.isSingle() ? ChecksConfig.ONLY : "checks." + ConfigUtil.joinPath(check.getKey());
  }

  String key(String key) {
    return path + "." + key;
  }
}
