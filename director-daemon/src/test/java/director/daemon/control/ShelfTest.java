// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static final int MEGABYTE = 1 << 20;

  private final Shelf shelf = new Shelf(3 * MEGABYTE);

  @Test
  @DisplayName("what was written in any portions is read as it was")
  void bytes() {
    Random random = new Random(7);
    byte[] written = new byte[300_000];
    random.nextBytes(written);
    Blocks blocks = new Blocks();
    int at = 0;
    while (at < written.length) {
      int portion = Math.min(written.length - at, random.nextInt(70_000));
      blocks.write(written, at, portion);
      at += portion;
    }
    blocks.close();

    assertEquals(300_000, blocks.length());
    assertArrayEquals(written, read(blocks.pieces()));
    assertArrayEquals(written, read(blocks.pieces()));
  }

  @Test
  @DisplayName("the oldest that is still read is given up when all together are too big")
  void budget() {
    List<Blocks> four = List.of(answer(), answer(), answer(), answer());
    List<Pieces> readers = four.stream().map(Blocks::pieces).toList();
    four.forEach(shelf::keep);

    assertEquals(four.subList(1, 4), shelf.kept());
    assertTrue(readers.get(0).next().toCompletableFuture().isCompletedExceptionally());
    assertEquals(MEGABYTE, read(readers.get(1)).length);
  }

  @Test
  @DisplayName("those that everybody has are not counted, and the same one is counted once")
  void taken() {
    Blocks taken = answer();
    Blocks shared = answer();
    taken.pieces().close();
    Pieces one = shared.pieces();
    Pieces two = shared.pieces();

    shelf.keep(taken);
    shelf.keep(shared);
    shelf.keep(shared);

    assertEquals(List.of(shared), shelf.kept());
    one.close();
    one.close();
    assertTrue(shared.isRead());
    two.close();
    assertTrue(!shared.isRead());
  }

  private static Blocks answer() {
    return Blocks.of(new byte[MEGABYTE]);
  }

  private static byte[] read(Pieces pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Optional<byte[]> piece = join(pieces.next());
    while (piece.isPresent()) {
      out.writeBytes(piece.get());
      piece = join(pieces.next());
    }
    return out.toByteArray();
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
