// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A body that is made as it is taken, so that a slow reader costs no more than one piece. Asked for
 * one piece at a time, on the socket's own thread.
 */
interface Pieces extends AutoCloseable {
  /** About how many bytes a piece should have, for those who can choose. */
  int GOOD_SIZE = 32 * 1024;

  /** The next one, never without bytes; empty at the end. */
  CompletionStage<Optional<byte[]>> next();

  /** There will be no further question. */
  @Override
  default void close() {}
}
