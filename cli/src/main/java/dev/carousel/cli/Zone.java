package dev.carousel.cli;

import java.time.ZoneId;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time zone such as {@code Europe/Berlin}. */
final class Zone implements ITypeConverter<ZoneId> {
  @Override
  public ZoneId convert(String text) {
    if (ZoneId.getAvailableZoneIds().contains(text)) {
      return ZoneId.of(text);
    }
    String asked = "/" + text.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
    String meant =
        ZoneId.getAvailableZoneIds().stream()
            .filter(id -> ("/" + id.toLowerCase(Locale.ROOT)).endsWith(asked))
            .sorted()
            .findFirst()
            .map(id -> ". Did you mean " + id + "?")
            .orElse("; expected one such as Europe/Berlin, America/New_York or UTC");
    throw new TypeConversionException("'%s' is no time zone%s".formatted(text, meant));
  }
}
