package dev.carousel.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.carousel.cell.BlockLstmCell;
import dev.carousel.cell.Cell;
import dev.carousel.cell.ClockworkCell;
import dev.carousel.cell.DepthGatedLstmCell;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.GruDCell;
import dev.carousel.cell.LayerNormLstmCell;
import dev.carousel.cell.LstmCell;
import dev.carousel.cell.MinGruCell;
import dev.carousel.cell.MinLstmCell;
import dev.carousel.cell.MlstmCell;
import dev.carousel.cell.OdysseyLstmCell;
import dev.carousel.cell.ProjectedLstmCell;
import dev.carousel.cell.RnnCell;
import dev.carousel.cell.SlstmCell;
import dev.carousel.cell.TruncatedBlockLstmCell;
import dev.carousel.layer.Add;
import dev.carousel.layer.Attention;
import dev.carousel.layer.AttentionDecoder;
import dev.carousel.layer.Average;
import dev.carousel.layer.Bidirectional;
import dev.carousel.layer.Concatenate;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dilated;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.ExponentialSmoothing;
import dev.carousel.layer.Flatten;
import dev.carousel.layer.GlobalAveragePooling;
import dev.carousel.layer.GlobalMaxPooling;
import dev.carousel.layer.LastStep;
import dev.carousel.layer.LayerNorm;
import dev.carousel.layer.Masking;
import dev.carousel.layer.Multiply;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.RepeatVector;
import dev.carousel.layer.Reshape;
import dev.carousel.layer.Residual;
import dev.carousel.layer.TiedDense;
import dev.carousel.layer.TimeDistributed;
import dev.carousel.layer.VariationalDropout;
import dev.carousel.layer.Vertex;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** How layers are written in a model file: their record components, and a type. */
final class ArchitectureJson {
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Add.class, name = "add"),
    @JsonSubTypes.Type(value = Attention.class, name = "attention"),
    @JsonSubTypes.Type(value = AttentionDecoder.class, name = "attention_decoder"),
    @JsonSubTypes.Type(value = Average.class, name = "average"),
    @JsonSubTypes.Type(value = Bidirectional.class, name = "bidirectional"),
    @JsonSubTypes.Type(value = Concatenate.class, name = "concatenate"),
    @JsonSubTypes.Type(value = Dense.class, name = "dense"),
    @JsonSubTypes.Type(value = Dilated.class, name = "dilated"),
    @JsonSubTypes.Type(value = Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Embedding.class, name = "embedding"),
    @JsonSubTypes.Type(value = ExponentialSmoothing.class, name = "exponential_smoothing"),
    @JsonSubTypes.Type(value = Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = GlobalAveragePooling.class, name = "global_average_pooling"),
    @JsonSubTypes.Type(value = GlobalMaxPooling.class, name = "global_max_pooling"),
    @JsonSubTypes.Type(value = LastStep.class, name = "last_step"),
    @JsonSubTypes.Type(value = LayerNorm.class, name = "layer_norm"),
    @JsonSubTypes.Type(value = Masking.class, name = "masking"),
    @JsonSubTypes.Type(value = Multiply.class, name = "multiply"),
    @JsonSubTypes.Type(value = Recurrent.class, name = "recurrent"),
    @JsonSubTypes.Type(value = RepeatVector.class, name = "repeat_vector"),
    @JsonSubTypes.Type(value = Reshape.class, name = "reshape"),
    @JsonSubTypes.Type(value = Residual.class, name = "residual"),
    @JsonSubTypes.Type(value = TiedDense.class, name = "tied_dense"),
    @JsonSubTypes.Type(value = TimeDistributed.class, name = "time_distributed"),
    @JsonSubTypes.Type(value = VariationalDropout.class, name = "variational_dropout")
  })
  private interface LayerMixin {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = LstmCell.class, name = "lstm"),
    @JsonSubTypes.Type(value = GruCell.class, name = "gru"),
    @JsonSubTypes.Type(value = GruDCell.class, name = "gru_d"),
    @JsonSubTypes.Type(value = RnnCell.class, name = "simple_rnn"),
    @JsonSubTypes.Type(value = BlockLstmCell.class, name = "block_lstm"),
    @JsonSubTypes.Type(value = ClockworkCell.class, name = "clockwork"),
    @JsonSubTypes.Type(value = DepthGatedLstmCell.class, name = "depth_gated_lstm"),
    @JsonSubTypes.Type(value = LayerNormLstmCell.class, name = "layer_norm_lstm"),
    @JsonSubTypes.Type(value = MinGruCell.class, name = "min_gru"),
    @JsonSubTypes.Type(value = MinLstmCell.class, name = "min_lstm"),
    @JsonSubTypes.Type(value = MlstmCell.class, name = "mlstm"),
    @JsonSubTypes.Type(value = OdysseyLstmCell.class, name = "odyssey_lstm"),
    @JsonSubTypes.Type(value = ProjectedLstmCell.class, name = "projected_lstm"),
    @JsonSubTypes.Type(value = SlstmCell.class, name = "slstm"),
    @JsonSubTypes.Type(value = TruncatedBlockLstmCell.class, name = "truncated_block_lstm")
  })
  @JsonIgnoreProperties("stateSizes")
  private interface CellMixin {}

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addMixIn(Vertex.class, LayerMixin.class)
          .addMixIn(Cell.class, CellMixin.class)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .build();

  private ArchitectureJson() {}

  /**
   * The mapper that knows layers and cells of others too, by their simple names.
   *
   * @throws IllegalArgumentException if one is no record, no layer and no cell, or two are named
   *     alike
   */
  static JsonMapper with(Class<?>... own) {
    if (own.length == 0) {
      return MAPPER;
    }
    Set<String> names = new HashSet<>();
    for (Class<?> type : own) {
      boolean known = Vertex.class.isAssignableFrom(type) || Cell.class.isAssignableFrom(type);
      if (!type.isRecord() || !known) {
        throw new IllegalArgumentException(
            "%s: expected a record that is a layer or a cell, for its components are what a file holds"
                .formatted(type.getName()));
      }
      if (!names.add(type.getSimpleName())) {
        throw new IllegalArgumentException(
            "two classes are named %s, which a file cannot tell apart"
                .formatted(type.getSimpleName()));
      }
    }
    return MAPPER.rebuild().registerSubtypes(own).build();
  }
}
