package dev.carousel.model;

import dev.carousel.BadInput;
import dev.carousel.file.Safetensors;
import dev.carousel.file.SafetensorsFile;
import dev.carousel.file.TensorData;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model in a safetensors file: the weights by name, and one JSON document with everything else.
 *
 * @param network with its weights
 * @param provenance where it comes from; null if unknown
 * @param task what a task keeps beside the network (columns, scaling, options); null if nothing
 */
public record ModelFile(Network network, @Nullable Provenance provenance, @Nullable JsonNode task) {
  /** Name of the metadata entry that holds the document. */
  public static final String ENTRY = "carousel";

  /** The format this version writes. */
  public static final int FORMAT = 2;

  private record Document(
      int format, Graph network, @Nullable Provenance provenance, @Nullable JsonNode task) {}

  /** The document: format, network, provenance and task as JSON. */
  public String description() {
    Document document = new Document(FORMAT, network.graph(), provenance, task);
    return ArchitectureJson.MAPPER.writerFor(Document.class).writeValueAsString(document);
  }

  /** Replaces the file as a whole. */
  public void write(Path file) throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (Parameter p : network.parameters().all()) {
      tensors.put(p.name(), TensorData.of(p.toArray(), p.shape().toArray()));
    }
    Safetensors.write(file, Map.of(ENTRY, description()), tensors);
  }

  /**
   * Reads a model.
   *
   * @param own the classes of layers and cells in it that are not Carousel's own: records, known by
   *     their simple names. No class is ever looked for by a name from a file.
   * @throws BadInput if the file is damaged, foreign, of a newer format, or holds a layer or cell
   *     whose class is not given
   */
  public static ModelFile read(Path file, Class<?>... own) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    String json = content.metadata().get(ENTRY);
    if (json == null) {
      throw new BadInput(
          "%s: a safetensors file, but not a Carousel model (no metadata entry '%s'); train one"
              + " with carousel forecast train",
          file, ENTRY);
    }
    Document document = parse(file, json, ArchitectureJson.with(own));
    Network network = build(file, document, content);
    boolean hasTask = document.task != null && !document.task.isNull();
    return new ModelFile(network, document.provenance, hasTask ? document.task : null);
  }

  /** The file's weights; no memory is taken before all of them are known to be there. */
  private static Parameters weights(SafetensorsFile content, Parameters.Builder declared) {
    Map<String, Shape> shapes = declared.shapes();
    shapes.forEach((name, shape) -> content.floats(name, shape.toArray()));
    if (content.tensors().size() != shapes.size()) {
      throw new BadInput(
          "%s: holds %d tensors, its architecture has %d; the file is damaged",
          content.origin(), content.tensors().size(), shapes.size());
    }
    Parameters parameters = declared.zeros();
    for (Parameter p : parameters.all()) {
      float[] values = content.floats(p.name(), p.shape().toArray());
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw new BadInput(
              "%s: tensor '%s' holds %s, expected finite numbers; the file is damaged: copy it"
                  + " again from its source, or train and save anew",
              content.origin(), p.name(), value);
        }
      }
      System.arraycopy(values, 0, parameters.values(), p.offset(), values.length);
    }
    return parameters;
  }

  private static Document parse(Path file, String json, JsonMapper mapper) {
    try {
      JsonNode tree = mapper.readTree(json);
      JsonNode format = tree.path("format");
      if (!format.isInt() || format.intValue() != FORMAT) {
        throw new BadInput(
            "%s: model format %s, this version reads format %d; use the version of Carousel that"
                + " wrote it",
            file, format.isMissingNode() ? "missing" : format, FORMAT);
      }
      return mapper.treeToValue(tree, Document.class);
    } catch (InvalidTypeIdException e) {
      throw unknownType(file, e);
    } catch (JacksonException e) {
      throw unreadable(file, "description", e);
    }
  }

  private static BadInput unknownType(Path file, InvalidTypeIdException e) {
    String type = e.getTypeId();
    if (type == null) {
      return unreadable(file, "description", e);
    }
    return new BadInput(
        e,
        "%s: the model holds a layer or cell of type '%s'%s, which is none of Carousel's; if it is your own, give its class: load(file, %s.class); else the file is damaged, or of another version"
            .formatted(file, type, place(e), type));
  }

  /**
   * The complaint about a part of a model's description that is not what it ought to be.
   *
   * @param what the part, such as {@code forecast part}
   */
  public static BadInput unreadable(Path file, String what, JacksonException e) {
    Throwable cause = e.getCause();
    String why =
        cause == null || cause.getMessage() == null ? e.getOriginalMessage() : cause.getMessage();
    return new BadInput(
        e,
        "%s: the model's %s cannot be read%s: %s; the file is damaged, or of another version: copy it again from its source, or train and save anew"
            .formatted(file, what, place(e), why));
  }

  /** Where in the document, as in {@code at .layers[0].units}. */
  private static String place(JacksonException e) {
    String path =
        e.getPath().stream()
            .map(r -> r.getIndex() >= 0 ? "[" + r.getIndex() + "]" : "." + r.getPropertyName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "" : " at " + path;
  }

  private static Network build(Path file, Document document, SafetensorsFile content) {
    if (document.network == null) {
      throw new BadInput("%s: the model's description names no network", file);
    }
    try {
      return new Network(document.network, declared -> weights(content, declared));
    } catch (IllegalArgumentException e) {
      throw new BadInput(e, file + ": the model's layers do not fit: " + e.getMessage());
    }
  }
}
