// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a file, or a sentence that says why it cannot be had. */
final class FileText {
  /** A thousand services of a hundred real servers each are about 6 MiB. */
  static final int LARGEST = 16 << 20;

  private FileText() {}

  /** The message is to be read after the file's name. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean denied;

    private UnreadableException(String message) {
      this(message, false);
    }

    private UnreadableException(String message, boolean denied) {
      super(message);
      this.denied = denied;
    }

    /** Whether somebody with other rights may read it. */
    boolean isDenied() {
      return denied;
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  static String read(Path file) throws UnreadableException {
    if (Files.isDirectory(file)) {
      throw new UnreadableException("is a directory, a file is expected");
    }
    // Not Files.readString: a pipe is welcome ("config check <(...)"), and its end may never come.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new UnreadableException("is larger than 16 MiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new UnreadableException("does not exist");
    } catch (AccessDeniedException e) {
      throw new UnreadableException("cannot be read: permission denied", true);
    } catch (CharacterCodingException e) {
      throw new UnreadableException("is not text in UTF-8");
    } catch (IOException e) {
      throw new UnreadableException("cannot be read: " + e.getMessage());
    }
  }
}
