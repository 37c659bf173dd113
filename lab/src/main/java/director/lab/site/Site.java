// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.watch.Observer;
import director.lab.wire.Lab;
import java.io.IOException;

/** A segment with its observer, and what runs on it. */
public interface Site extends AutoCloseable {

  Lab lab();

  Observer observer();

  /** Takes all of it down. */
  @Override
  default void close() throws IOException {
    observer().close();
    lab().close();
  }
}
