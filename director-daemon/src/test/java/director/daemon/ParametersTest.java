// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.SysctlConfig;
import director.daemon.loop.Loop;
import director.daemon.sysctl.IpvsParameters;
import director.daemon.sysctl.Parameter;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Kernel parameters, by and by")
class ParametersTest {
  @TempDir Path directory;

  private final List<Throwable> mistakes = new CopyOnWriteArrayList<>();
  private final Loop loop = new Loop("director", mistakes::add);
  private IpvsKeeper ipvs;
  private Parameters parameters;

  @BeforeEach
  void kernel() throws IOException {
    Files.createDirectories(directory.resolve("ipv4/vs"));
    set("0");
    ipvs = new IpvsKeeper(new FakeIpvs(IpvsTable.EMPTY), OwnedServices.load(directory));
    parameters = new Parameters(loop, ipvs, IpvsParameters.below(directory));
  }

  @AfterEach
  void close() {
    ipvs.close();
    loop.shutdownNow();
    assertEquals(List.of(), mistakes);
  }

  @Test
  @DisplayName("what an operator has put right is right with the next look, without a reload")
  void putRight() throws Exception {
    follow(false);
    Optional<String> before = look();
    set("1");

    assertEquals(List.of(Optional.of("0"), Optional.of("1")), List.of(before, look()));
  }

  @Test
  @DisplayName("what somebody else changes is set again with the next look, if it is to be set")
  void setAgain() throws Exception {
    follow(true);
    look();
    set("0");

    assertEquals(Optional.of("1"), look());
  }

  private void follow(boolean apply) throws Exception {
    onLoop(
        () ->
            parameters.follow(
                new SysctlConfig(new TreeMap<>(Map.of("expire_nodest_conn", "1")), apply)));
  }

  private Optional<String> look() throws Exception {
    onLoop(parameters::look);
    ipvs.aside(() -> true).join(); // the look is done
    onLoop(() -> {}); // and has been told of
    return parameters.last().parameters().stream()
        .filter(parameter -> parameter.name().equals("expire_nodest_conn"))
        .findFirst()
        .flatMap(Parameter::value);
  }

  private void onLoop(Runnable task) {
    CompletableFuture.runAsync(task, loop).join();
  }

  private void set(String value) throws IOException {
    Files.writeString(directory.resolve("ipv4/vs/expire_nodest_conn"), value);
  }
}
