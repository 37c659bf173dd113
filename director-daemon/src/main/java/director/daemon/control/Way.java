// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** How a director is reached: where it is, and who we are. */
interface Way {
  /** A connection that is still to be made. */
  Wire open() throws IOException;

  /** For the header of that name. */
  String host();

  /** Further headers, each with its line end. */
  String headers();

  /** Why it could not be reached, and what to do. */
  String sentence(Exception failure, Duration timeout);

  static Way unix(Path socket) {
    return new Way() {
      @Override
      public Wire open() throws IOException {
        return Wire.unix(socket);
      }

      @Override
      public String host() {
        return "directord";
      }

      @Override
      public String headers() {
        return "";
      }

      @Override
      public String sentence(Exception failure, Duration timeout) {
        return Unreachable.sentence(socket, failure, timeout);
      }
    };
  }

  static Way network(RemoteDirector director) {
    return new Way() {
      @Override
      public Wire open() {
        return Wire.tls(director);
      }

      @Override
      public String host() {
        return director.authority();
      }

      @Override
      public String headers() {
        return "Authorization: Bearer " + director.token() + "\r\n";
      }

      @Override
      public String sentence(Exception failure, Duration timeout) {
        return Unreachable.sentence(director, failure, timeout);
      }
    };
  }
}
