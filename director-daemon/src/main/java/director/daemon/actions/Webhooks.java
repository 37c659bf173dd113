// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import director.daemon.config.ActionConfig.Webhook;
import director.daemon.local.state.Said;
import director.healthcheck.state.ReadableDuration;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells web servers. One that gives no answer, or says that it is its own fault (5xx), or that it
 * is too busy (429), is told again; one that does not want what it is told is not. No redirect is
 * followed, and certificates are verified by what the machine trusts.
 */
final class Webhooks {
  /** Runs something later, on whatever thread. */
  interface Later {
    void run(Runnable task, Duration pause);
  }

  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(16));
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LINES = 5;

  private final Later later;
  private final Map<Long, CompletableFuture<Ended>> underWay = new ConcurrentHashMap<>();
  private final AtomicLong begun = new AtomicLong();
  private @Nullable HttpClient client;

  Webhooks(Later later) {
    this.later = later;
  }

  /** One try. */
  private record Try(Ended ended, boolean again) {}

  /**
   * Tells it, up to four times.
   *
   * @param timeout of each try, from the look-up of its name to the last byte
   */
  CompletionStage<Ended> post(Webhook hook, Duration timeout, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hook.address()).POST(BodyPublishers.ofByteArray(body));
    request.setHeader("Content-Type", "application/json");
    hook.headers().forEach(request::setHeader);
    CompletableFuture<Ended> ended = new CompletableFuture<>();
    long number = begun.incrementAndGet();
    underWay.put(number, ended);
    var unused = ended.whenComplete((value, thrown) -> underWay.remove(number));
    attempt(request.build(), timeout, 0, ended);
    return ended;
  }

  private void attempt(
      HttpRequest request, Duration timeout, int retries, CompletableFuture<Ended> ended) {
    CompletableFuture<HttpResponse<String>> answer = send(request);
    var unused =
        answer
            .copy()
            .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
            .handle((response, thrown) -> judge(response, thrown, timeout))
            .thenAccept(
                tried -> {
                  answer.cancel(true);
                  if (tried.again() && retries < PAUSES.size() && !ended.isDone()) {
                    later.run(
                        () -> attempt(request, timeout, retries + 1, ended), PAUSES.get(retries));
                  } else {
                    ended.complete(counted(tried.ended(), retries + 1));
                  }
                })
            .exceptionally(
                mistake -> {
                  ended.completeExceptionally(mistake);
                  return null;
                });
  }

  /** A client that has no descriptors left says so by throwing: that is no answer, too. */
  private CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
    try {
      return client().sendAsync(request, head -> new BoundedText());
    } catch (RuntimeException impossible) {
      return CompletableFuture.failedFuture(impossible);
    }
  }

  private static Ended counted(Ended ended, int tries) {
    return tries == 1
        ? ended
        : new Ended(ended.well(), ended.outcome() + " at try " + tries, ended.output());
  }

  private static Try judge(
      @Nullable HttpResponse<String> response, @Nullable Throwable thrown, Duration timeout) {
    if (response == null) {
      return new Try(Ended.badly(noAnswer(thrown, timeout)), true);
    }
    int status = response.statusCode();
    List<String> lines = lines(response.body());
    if (status >= 200 && status <= 299) {
      return new Try(new Ended(true, "HTTP status " + status, lines), false);
    }
    String said = lines.isEmpty() ? "" : ": '" + lines.get(0) + "'";
    Ended ended = new Ended(false, "HTTP status " + status + ", expected 2xx" + said, lines);
    return new Try(ended, status >= 500 || status == TOO_MANY_REQUESTS);
  }

  private static List<String> lines(String body) {
    return body.lines().map(Said::fit).filter(line -> !line.isEmpty()).limit(LINES).toList();
  }

  /** Never with the address, which may hold a secret. */
  private static String noAnswer(@Nullable Throwable thrown, Duration timeout) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof TimeoutException) {
      return "no answer within " + ReadableDuration.of(timeout);
    }
    if (cause == null || unresolved(cause)) {
      return "its name cannot be looked up";
    }
    String words = Optional.ofNullable(cause.getMessage()).map(Said::fit).orElse("");
    if (cause instanceof ConnectException) {
      return "cannot be connected to" + (words.isEmpty() ? "" : ": " + words);
    }
    return "no answer: " + (words.isEmpty() ? cause.getClass().getSimpleName() : words);
  }

  private static boolean unresolved(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof UnresolvedAddressException || (cause != null && unresolved(cause));
  }

  /** Made when it is needed first: it has threads. */
  private synchronized HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      client = made;
    }
    return made;
  }

  /** Ends what is under way; nobody is told again. */
  void close() {
    underWay.values().forEach(ended -> ended.cancel(false));
  }
}
