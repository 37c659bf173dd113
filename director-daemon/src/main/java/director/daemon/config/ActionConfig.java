// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import director.daemon.actions.state.RateLimit;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that can be done about a server or a service, section {@code actions}.
 *
 * @param name the operator's word for it
 * @param deed what is done
 * @param timeout how long it may take, 100 ms..1 h
 * @param atMost how often it may be begun, whomever it is for; empty without a limit
 * @param by which of the directors does it
 */
public record ActionConfig(
    String name, Deed deed, Duration timeout, Optional<RateLimit> atMost, By by) {

  /** What is done. */
  public sealed interface Deed {}

  /**
   * A program.
   *
   * @param command its absolute path, and its arguments with placeholders
   * @param user to run as
   */
  public record Command(List<String> command, String user) implements Deed {
    public Command {
      command = List.copyOf(command);
    }
  }

  /**
   * A request with an account of the occasion. Both its address and its headers may hold secrets.
   *
   * @param address http or https
   * @param headers by their names
   */
  public record Webhook(URI address, SortedMap<String, String> headers) implements Deed {
    public Webhook {
      headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    /** As far as it may be shown: "https://pager.example.com". */
    public String shown() {
      int port = address.getPort();
      return address.getScheme() + "://" + address.getHost() + (port < 0 ? "" : ":" + port);
    }

    @Override
    public String toString() {
      return "Webhook[" + shown() + ", headers " + headers.keySet() + "]";
    }
  }

  /** Both directors see the same server; who acts. */
  public enum By {
    /** The one that is MASTER of the service's virtual router; both, where it has none. */
    MASTER,
    BOTH
  }

  /** The path of one of its keys. */
  String key(String key) {
    return ConfigUtil.joinPath("actions", name) + "." + key;
  }
}
