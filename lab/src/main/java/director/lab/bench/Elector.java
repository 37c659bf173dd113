// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Our elector alone, as it begins after a restart: with its last orders. A director beside it needs
 * IPVS, which this machine's kernel may not have.
 *
 * @param distribution the folder with {@code bin/directord}
 * @param javaOptions more flags for its JVM; empty for the launcher's own
 */
record Elector(String name, Path distribution, String javaOptions) implements Daemon {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** It rehearses takeovers, unless it is told not to; then there is nothing but its state. */
  @Override
  public String lastWord() {
    return javaOptions.contains("rehearsal=false") ? Running.BACKUP : "rehearsed";
  }

  @Override
  public Running start(Host host, Role role) throws IOException, InterruptedException {
    Path state = host.directory().resolve("state");
    Files.createDirectories(state);
    Files.writeString(state.resolve("elector-orders.json"), orders(role));
    Path log = host.directory().resolve("elector.log");
    Files.deleteIfExists(log);
    Process process =
        host.start(
            log,
            List.of(
                "env",
                "DIRECTORD_JAVA_OPTS=" + javaOptions,
                distribution.resolve("bin/directord").toString(),
                "vrrp",
                "--socket",
                host.directory().resolve("elector.sock").toString(),
                "--state-dir",
                state.toString()));
    return new Running(host, process, log);
  }

  /** As the director would have left them: all that is not about the election is as by default. */
  private static String orders(Role role) throws IOException {
    ObjectNode order = JSON.createObjectNode().put("say", "order");
    ObjectNode orders = order.putObject("orders").put("startDelay", "PT0S");
    ArrayNode instances = orders.putArray("instances");
    role.routers().forEach(router -> instances.add(instance(role, router)));
    List.of("groups", "addresses", "routes", "rules").forEach(orders::putArray);
    return JSON.writeValueAsString(order);
  }

  private static ObjectNode instance(Role role, Role.Router router) {
    ObjectNode instance =
        JSON.createObjectNode()
            .put("name", "router-" + router.id())
            .put("interfaceName", "eth0")
            .put("virtualRouterId", router.id())
            .put("checksum", "WITH_PSEUDO_HEADER")
            .put("onAddressLoss", "RESTORE")
            .put("lease", "PT0S")
            .put("tracksInterface", true);
    instance
        .putObject("router")
        .put("version", 3)
        .put("priority", role.priority())
        .put("interval", role.interval().toString())
        .put("preempt", true)
        .put("preemptDelay", "PT0S");
    instance.putObject("transport").put("kind", "multicast").put("group", "224.0.0.18");
    instance.putObject("authentication").put("kind", "none");
    instance
        .putArray("addresses")
        .addObject()
        .put("address", router.address())
        .put("prefixLength", router.prefixLength())
        .put("scope", 0)
        .put("detectsDuplicates", false);
    instance
        .putObject("announcing")
        .put("burst", 5)
        .put("again", "PT5S")
        .put("refresh", "PT1M")
        .put("pace", "PT0S");
    instance
        .putObject("witnesses")
        .put("gateway", false)
        .put("every", "PT0S")
        .putArray("addresses");
    List.of("excluded", "routes", "rules", "tracked").forEach(instance::putArray);
    return instance;
  }
}
