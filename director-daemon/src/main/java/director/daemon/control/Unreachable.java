// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why the director could not be reached, in a sentence that says what to do. */
final class Unreachable {
  private static final String RUNNING = "is the daemon running? (systemctl status directord)";

  private Unreachable() {}

  static String sentence(Path socket, Exception failure, Duration timeout) {
    return "cannot reach directord at " + socket + ": " + why(socket, failure, timeout);
  }

  static String sentence(RemoteDirector director, Exception failure, Duration timeout) {
    return "cannot reach directord at " + director + ": " + whyRemote(failure, timeout);
  }

  private static String whyRemote(Exception failure, Duration timeout) {
    if (failure instanceof TimeoutException) {
      return "no answer within %d ms: is there a firewall, or is it short of CPU?"
          .formatted(timeout.toMillis());
    }
    if (failure instanceof ConnectException) {
      return "nobody listens there: has its configuration control.listen?";
    }
    if (failure instanceof SSLException) {
      return failure.getMessage()
          + ": is --ca the certificate of who vouches for it, and is it asked for by a name of its"
          + " certificate?";
    }
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  private static String why(Path socket, Exception failure, Duration timeout) {
    if (failure instanceof TimeoutException) {
      return "no answer within %d ms: is it stopped, or short of CPU?"
          .formatted(timeout.toMillis());
    }
    if (failure instanceof ProtocolException) {
      return failure.getMessage() + ": is this the control socket of directord?";
    }
    String words = String.valueOf(failure.getMessage());
    if (words.toLowerCase(Locale.ROOT).contains("permission denied")) {
      return "permission denied: " + whoMay(socket);
    }
    if (Files.notExists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return "no such file: " + RUNNING;
    }
    if (failure instanceof ConnectException) {
      return "nobody listens on it any more: " + RUNNING;
    }
    return words;
  }

  /** The nearest path that shows itself is the one that keeps us out. */
  private static String whoMay(Path socket) {
    Path path = socket.toAbsolutePath();
    while (path != null) {
      Optional<String> group = group(path);
      if (group.isPresent()) {
        return "be root, or in the group %s that owns %s".formatted(group.get(), path);
      }
      path = path.getParent();
    }
    return "be root";
  }

  /** Empty when a folder above does not let us look. */
  private static Optional<String> group(Path path) {
    try {
      return Optional.of(Files.readAttributes(path, PosixFileAttributes.class).group().getName());
    } catch (IOException hidden) {
      return Optional.empty();
    }
  }
}
