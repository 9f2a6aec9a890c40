package dev.carousel.lab;

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

  /** What is there; none if there is no file. A line that is none of ours is left out. */
  public static <T> List<T> read(Path file, Class<T> kind) throws IOException {
    List<T> all = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
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
