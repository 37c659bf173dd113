// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.wire.Host;
import java.io.IOException;

/** What is measured. */
interface Daemon {

  /** As in the tables. */
  String name();

  /** What it says last of all that it does at its start. */
  String lastWord();

  /** Starts it on a host, and returns at once. */
  Running start(Host host, Role role) throws IOException, InterruptedException;
}
