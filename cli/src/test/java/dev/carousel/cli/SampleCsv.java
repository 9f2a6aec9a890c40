package dev.carousel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;

/** Small CSV files with a weekly cycle. */
final class SampleCsv {
  private SampleCsv() {}

  /** Writes {@code rows} days of {@code day,sales,visits}; more rows begin with the same ones. */
  static Path write(Path file, int rows) throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("day,sales,visits\n");
    for (int t = 0; t < rows; t++) {
      double level = 50 + 8 * StrictMath.sin(2 * StrictMath.PI * t / 7) + random.nextGaussian();
      text.append(LocalDate.of(2022, 1, 1).plusDays(t))
          .append(',')
          .append(Math.round(level * 100) / 100.0)
          .append(',')
          .append(Math.round(3 * level + random.nextInt(20)))
          .append('\n');
    }
    return Files.writeString(file, text);
  }
}
