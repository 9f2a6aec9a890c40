package dev.carousel.task.panel;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;
import dev.carousel.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A global model in a model file: the network, how it is used, and of which kind it is. */
final class PanelModelFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final String TASK = "panel";

  /** What the task keeps; without a kind, as before there were several, it is the direct one. */
  private record Task(
      String task,
      PanelSpec panel,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ModelKind kind) {
    Task {
      Objects.requireNonNull(panel, "panel is missing");
    }
  }

  private PanelModelFile() {}

  static void write(PanelModel model, Path file) throws IOException {
    ModelKind kind = model.kind() instanceof DirectKind ? null : model.kind();
    JsonNode task = JSON.valueToTree(new Task(TASK, model.spec(), kind));
    new ModelFile(model.network(), model.provenance(), task).write(file);
  }

  static boolean isIn(ModelFile content) {
    JsonNode task = content.task();
    return task != null && TASK.equals(task.path("task").asString(""));
  }

  static PanelModel of(Path file, ModelFile content) {
    if (!isIn(content)) {
      throw new BadInput(
          "%s: a Carousel model, but none for many series; train one with carousel forecast train"
              + " --layout",
          file);
    }
    try {
      Task task = JSON.treeToValue(content.task(), Task.class);
      ModelKind kind = task.kind() == null ? new DirectKind() : task.kind();
      return new PanelModel(
          task.panel(), kind, content.network(), Engine.shared(), content.provenance());
    } catch (JacksonException e) {
      throw ModelFile.unreadable(file, "forecast part", e);
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          e,
          "%s: %s; the file is damaged: copy it again from its source, or train and save anew"
              .formatted(file, e.getMessage()));
    }
  }
}
