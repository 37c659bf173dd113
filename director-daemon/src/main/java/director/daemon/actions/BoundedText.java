// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The beginning of an answer; the rest of it, however much there is, is not read. */
final class BoundedText implements BodySubscriber<String> {
  private static final int KEPT = 2048;

  private final CompletableFuture<String> text = new CompletableFuture<>();
  private final ByteBuffer kept = ByteBuffer.allocate(KEPT);
  private @Nullable Subscription subscription;

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Subscription from) {
    subscription = from;
    from.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> more) {
    for (ByteBuffer part : more) {
      int fitting = Math.min(part.remaining(), kept.remaining());
      kept.put(part.slice().limit(fitting));
    }
    if (!kept.hasRemaining()) {
      if (subscription != null) {
        subscription.cancel();
      }
      onComplete();
    }
  }

  @Override
  public void onError(Throwable broken) {
    // What was read until then may say what was wrong.
    onComplete();
  }

  @Override
  public void onComplete() {
    text.complete(new String(kept.array(), 0, kept.position(), StandardCharsets.UTF_8));
  }
}
