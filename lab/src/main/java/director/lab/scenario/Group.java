// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Scenarios that share a running site. They are played in order. */
public interface Group extends AutoCloseable {

  String name();

  List<Scenario> scenarios();

  /** Sees to it that the site runs and nothing is amiss; called before each scenario. */
  void calm() throws IOException, InterruptedException;

  /** Saves what a reader needs who was not there: logs, tables, the last packets. */
  void saveEvidence(Path directory) throws IOException, InterruptedException;

  /** Takes the site down, if it runs. */
  @Override
  void close() throws IOException;
}
