// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.TimeText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time on the command line, written as in the API. */
final class TimeConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return TimeText.read(text)
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is not " + TimeText.EXPECTED));
  }
}
