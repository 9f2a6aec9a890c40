package dev.carousel.lab;

import dev.carousel.BadInput;
import dev.carousel.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Records in a file, a JSON object a line: what is finished of a run that may be interrupted. */
public final class JsonLines {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonLines() {}

  /**
   * What is there; none if there is no file. A line that is none of ours is left out, in whatever
   * bytes it is written.
   *
   * @throws BadInput if there is no file but something else
   */
  public static <T> List<T> read(Path file, Class<T> kind) throws IOException {
    List<T> all = new ArrayList<>();
    if (Files.isDirectory(file)) {
      throw new BadInput("%s: is a folder, expected a file of finished trials; move it away", file);
    }
    if (Files.exists(file)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        T one = parse(line, kind);
        if (one != null) {
          all.add(one);
        }
      }
    }
    return all;
  }

  /** Null for a line that is none of ours: what it stood for is run again. */
  private static <T> @Nullable T parse(String line, Class<T> kind) {
    try {
      return JSON.readValue(line, kind);
    } catch (JacksonException notOurs) {
      return null;
    }
  }

  /** Replaces the file as a whole. */
  public static void write(Path file, Collection<?> records) throws IOException {
    StringBuilder text = new StringBuilder();
    records.forEach(one -> text.append(JSON.writeValueAsString(one)).append('\n'));
    AtomicFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
