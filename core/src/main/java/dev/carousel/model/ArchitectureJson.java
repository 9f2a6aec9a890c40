package dev.carousel.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.carousel.cell.Cell;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.LstmCell;
import dev.carousel.cell.RnnCell;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.SimpleRnn;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How layers are written in a model file: their record components, and a type. */
final class ArchitectureJson {
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "layer")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Lstm.class, name = "lstm"),
    @JsonSubTypes.Type(value = Gru.class, name = "gru"),
    @JsonSubTypes.Type(value = SimpleRnn.class, name = "simple_rnn"),
    @JsonSubTypes.Type(value = Dense.class, name = "dense"),
    @JsonSubTypes.Type(value = Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Embedding.class, name = "embedding"),
    @JsonSubTypes.Type(value = Recurrent.class, name = "recurrent")
  })
  private interface LayerMixin {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "cell")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = LstmCell.class, name = "lstm"),
    @JsonSubTypes.Type(value = GruCell.class, name = "gru"),
    @JsonSubTypes.Type(value = RnnCell.class, name = "rnn")
  })
  @JsonIgnoreProperties("stateSizes")
  private interface CellMixin {}

  /** Named only where it holds; {@link ModelFile} adds it to files that do not name it. */
  interface InputMixin {
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    boolean tokens();
  }

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addMixIn(Layer.class, LayerMixin.class)
          .addMixIn(Cell.class, CellMixin.class)
          .addMixIn(Input.class, InputMixin.class)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private ArchitectureJson() {}
}
