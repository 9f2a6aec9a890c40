package dev.carousel.task.panel.search;

import dev.carousel.BadInput;
import dev.carousel.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Trials that are done, kept in a file, so that a search that was stopped goes on. */
public final class TrialLog {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final @Nullable Path file;
  private final List<Trial> trials = new ArrayList<>();

  private TrialLog(@Nullable Path file) {
    this.file = file;
  }

  /** Keeps nothing. */
  public static TrialLog none() {
    return new TrialLog(null);
  }

  /**
   * Goes on from a file, or begins one.
   *
   * @throws BadInput if the file is damaged
   */
  public static TrialLog in(Path file) throws IOException {
    TrialLog log = new TrialLog(file);
    if (Files.exists(file)) {
      try {
        log.trials.addAll(List.of(JSON.readValue(Files.readString(file), Trial[].class)));
      } catch (JacksonException e) {
        throw new BadInput(
            e, file + ": the trials of a search that was stopped cannot be read; remove the file");
      }
    }
    return log;
  }

  @Nullable Trial find(String name) {
    return trials.stream().filter(t -> t.name().equals(name)).findFirst().orElse(null);
  }

  void add(Trial trial) {
    trials.add(trial);
    if (file != null) {
      byte[] text = JSON.writeValueAsBytes(trials);
      try {
        AtomicFile.write(file, out -> out.write(text));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
